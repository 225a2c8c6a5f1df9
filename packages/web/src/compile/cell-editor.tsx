/** The field inside a cell while it is being typed in, with what may stand there offered below. */
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { SheetColumn } from '../client/shapes.ts'
import { matching, type Offered } from './suggestions.ts'

interface CellEditorProps {
  readonly initial: string
  readonly column: SheetColumn
  readonly choices: readonly Offered[]
  readonly onCommit: (text: string, by: 'Enter' | 'Tab' | 'blur') => void
  readonly onCancel: () => void
}

export function CellEditor({ initial, column, choices, onCommit, onCancel }: CellEditorProps) {
  const [text, setText] = useState(initial)
  const [at, setAt] = useState(-1)
  const field = useRef<HTMLTextAreaElement>(null)
  const done = useRef(false)
  const offered = useMemo(() => matching(choices, text), [choices, text])
  useEffect(() => {
    const element = field.current
    element?.focus()
    element?.setSelectionRange(element.value.length, element.value.length)
  }, [])
  const commit = (value: string, by: 'Enter' | 'Tab' | 'blur'): void => {
    if (done.current) return
    done.current = true
    onCommit(value, by)
  }
  const onKey = (event: KeyboardEvent): void => {
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown' && offered.length > 0) {
      event.preventDefault()
      setAt((n) => (n + 1) % offered.length)
    } else if (event.key === 'ArrowUp' && offered.length > 0) {
      event.preventDefault()
      setAt((n) => (n <= 0 ? offered.length : n) - 1)
    } else if (event.key === 'Enter' && event.altKey && column.kind === 'long') {
      setText((t) => `${t}\n`)
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      event.preventDefault()
      commit(offered[at]?.value ?? text, event.key)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      done.current = true
      onCancel()
    }
  }
  const isLong = column.kind === 'long'
  return (
    <div className={isLong ? 'cell-editor long' : 'cell-editor'}>
      <textarea
        ref={field}
        rows={isLong ? 5 : 1}
        value={text}
        aria-label={column.heading}
        aria-autocomplete="list"
        aria-controls={offered.length > 0 ? 'cell-choices' : undefined}
        aria-activedescendant={at >= 0 ? `cell-choice-${at}` : undefined}
        onChange={(event) => {
          setText(event.target.value)
          setAt(-1)
        }}
        onKeyDown={onKey}
        onBlur={() => commit(text, 'blur')}
        onPaste={(event) => event.stopPropagation()}
        onCopy={(event) => event.stopPropagation()}
        onCut={(event) => event.stopPropagation()}
        onMouseDown={(event) => event.stopPropagation()}
      />
      {offered.length > 0 ? (
        <div id="cell-choices" role="listbox" aria-label={`${column.heading}可选`}>
          {offered.map((choice, i) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active choice.
            <div
              key={choice.value}
              id={`cell-choice-${i}`}
              role="option"
              aria-selected={i === at}
              onMouseDown={(event) => {
                event.preventDefault()
                event.stopPropagation()
                commit(choice.value, 'Enter')
              }}
            >
              {choice.value}
              {choice.name ? ` ${choice.name}` : ''}
              {choice.path ? <span className="soft"> {choice.path}</span> : null}
            </div>
          ))}
        </div>
      ) : null}
    </div>
  )
}
