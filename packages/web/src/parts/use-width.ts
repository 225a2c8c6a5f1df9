import { type RefObject, useEffect, useRef, useState } from 'react'

/** How wide an element is, in CSS pixels, as it changes; undefined before it was drawn. */
export function useWidth<E extends HTMLElement>(): readonly [RefObject<E | null>, number | undefined] {
  const ref = useRef<E>(null)
  const [width, setWidth] = useState<number>()
  useEffect(() => {
    if (!ref.current) return
    const watch = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width))
    watch.observe(ref.current)
    return () => watch.disconnect()
  }, [])
  return [ref, width]
}
