/** Keys that work on a page while nobody is typing, and a list of them on `?`. */
import { Modal } from 'antd'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react'

export interface Shortcut {
  /** One key, or two one after the other: `j`, `g d`. */
  readonly keys: string
  readonly name: string
  readonly act: () => void
}

interface Registry {
  readonly add: (list: { current: readonly Shortcut[] }) => () => void
  readonly showHelp: () => void
}
const RegistryContext = createContext<Registry | undefined>(undefined)
const SEQUENCE_MS = 900

export function ShortcutProvider({ children }: { readonly children: ReactNode }) {
  const lists = useRef(new Set<{ current: readonly Shortcut[] }>())
  const [help, setHelp] = useState<readonly Shortcut[] | undefined>()
  const registry = useMemo<Registry>(
    () => ({
      add(list) {
        lists.current.add(list)
        return () => lists.current.delete(list)
      },
      showHelp: () => setHelp([...lists.current].flatMap((list) => list.current)),
    }),
    [],
  )
  useEffect(() => {
    let before = { key: '', at: 0 }
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return
      if (document.querySelector('.ant-modal-wrap:not([style*="display: none"]), .ant-drawer-open')) return
      if (event.key === '?') {
        event.preventDefault()
        registry.showHelp()
        return
      }
      const two = event.timeStamp - before.at < SEQUENCE_MS ? `${before.key} ${event.key}` : ''
      before = { key: event.key, at: event.timeStamp }
      const all = [...lists.current].flatMap((list) => list.current).reverse()
      const found = all.find((s) => s.keys === two) ?? all.find((s) => s.keys === event.key)
      if (!found) return
      event.preventDefault()
      found.act()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [registry])
  return (
    <RegistryContext.Provider value={registry}>
      {children}
      <Modal title="键盘操作" open={help !== undefined} onCancel={() => setHelp(undefined)} footer={null}>
        <table className="data">
          <thead className="visually-hidden">
            <tr>
              <th>按键</th>
              <th>作用</th>
            </tr>
          </thead>
          <tbody>
            {(help ?? []).map((s) => (
              <tr key={s.keys + s.name}>
                <td className="nowrap">
                  {s.keys.split(' ').map((key, i) => (
                    <span key={key + String(i)}>
                      {i > 0 ? ' 再按 ' : ''}
                      <kbd>{key}</kbd>
                    </span>
                  ))}
                </td>
                <td>{s.name}</td>
              </tr>
            ))}
            <tr>
              <td>
                <kbd>?</kbd>
              </td>
              <td>显示本表</td>
            </tr>
          </tbody>
        </table>
      </Modal>
    </RegistryContext.Provider>
  )
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || !!target.closest('[role=grid]'))

export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const registry = useContext(RegistryContext)
  const list = useRef(shortcuts)
  list.current = shortcuts
  useEffect(() => registry?.add(list), [registry])
}

export const useShortcutHelp = (): (() => void) => useContext(RegistryContext)!.showHelp
