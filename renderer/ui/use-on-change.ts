import { useEffect, useEffectEvent, useRef } from 'react'

/** Calls `action` whenever `value` has become another one; not for the first. */
export function useOnChange(value: unknown, action: () => void): void {
  const act = useEffectEvent(action)
  const seen = useRef(value)
  useEffect(() => {
    if (Object.is(seen.current, value)) return
    seen.current = value
    act()
  }, [value])
}
