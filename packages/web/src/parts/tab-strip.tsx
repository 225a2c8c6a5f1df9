import { type KeyboardEvent, type ReactNode, useRef } from 'react'

interface TabStripProps {
  readonly label: string
  readonly tabs: readonly { readonly key: string; readonly label: ReactNode }[]
  readonly current: string
  readonly onChange: (key: string) => void
}

/** Tabs by the book: one of them in the order of focus, arrows between them. */
export function TabStrip({ label, tabs, current, onChange }: TabStripProps) {
  const strip = useRef<HTMLDivElement>(null)
  const onKey = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    const at = tabs.findIndex((t) => t.key === current)
    const next = (at + by + tabs.length) % tabs.length
    onChange(tabs[next]!.key)
    strip.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus()
  }
  return (
    <div ref={strip} role="tablist" aria-label={label} className="tab-strip" onKeyDown={onKey} tabIndex={-1}>
      {tabs.map((t) => (
        <button
          key={t.key}
          type="button"
          role="tab"
          aria-selected={t.key === current}
          tabIndex={t.key === current ? 0 : -1}
          onClick={() => onChange(t.key)}
        >
          {t.label}
        </button>
      ))}
    </div>
  )
}
