import { useEffect, useState } from 'react'

/**
 * A text for a live region out of a text that changes many times a second: it follows once `milliseconds` have passed
 * without a change, so that a screen reader says the weight that came to rest and not every figure on the way.
 */
export function useCalm(text: string, milliseconds = 1_200): string {
  const [calm, setCalm] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setCalm(text), milliseconds)
    return () => clearTimeout(timer)
  }, [text, milliseconds])
  return calm
}
