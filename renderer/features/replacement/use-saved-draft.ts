import { useEffect, useRef, useState } from 'react'

const pauseOfTyping = 500

/** What is being typed, kept by the host once the typing pauses and when the form is left. */
export function useSavedDraft<T>(initial: T, save: (value: T) => void): [T, (change: Partial<T>) => void] {
  const [value, setValue] = useState(initial)
  const unsaved = useRef<{ value: T; timer: ReturnType<typeof setTimeout> }>(undefined)
  const saving = useRef(save)
  useEffect(() => {
    saving.current = save
  }, [save])
  useEffect(
    () => () => {
      if (!unsaved.current) return
      clearTimeout(unsaved.current.timer)
      saving.current(unsaved.current.value)
    },
    [],
  )
  const change = (part: Partial<T>) => {
    const next = { ...value, ...part }
    setValue(next)
    if (unsaved.current) clearTimeout(unsaved.current.timer)
    const timer = setTimeout(() => {
      unsaved.current = undefined
      saving.current(next)
    }, pauseOfTyping)
    unsaved.current = { value: next, timer }
  }
  return [value, change]
}
