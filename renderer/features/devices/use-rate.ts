import { useEffect, useRef, useState } from 'react'

/** How much a figure grows a second since counting began; `undefined` until a second has passed. */
export function useRate(done: number, counting: boolean): number | undefined {
  const begin = useRef<{ at: number; done: number }>(undefined)
  const [rate, setRate] = useState<number>()
  useEffect(() => {
    if (!counting) {
      begin.current = undefined
      // oxlint-disable-next-line react/set-state-in-effect -- the clock is an outside world that is read when a figure comes
      setRate(undefined)
      return
    }
    const now = performance.now()
    if (!begin.current || done < begin.current.done) begin.current = { at: now, done }
    const seconds = (now - begin.current.at) / 1000
    if (seconds >= 1) setRate((done - begin.current.done) / seconds)
  }, [done, counting])
  return rate
}
