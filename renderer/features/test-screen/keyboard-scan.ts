/** Keys closer together than this come from a scanner, not from fingers. */
const burstGap = 80

export interface KeyboardScan {
  /** What was typed, without the terminator. */
  readonly text: string
}

/**
 * Collects what a scanner in keyboard mode types. While it is active nothing that the scanner types reaches a button: a
 * printable key never does, and Enter, Tab or Space do not within a burst. A person can still press the button that has
 * the focus.
 */
export function createKeyboardScanGuard(onScan: (scan: KeyboardScan) => void) {
  let text = ''
  let last = -Infinity
  return {
    /** To be called in the capture phase of `keydown`, with its time in milliseconds. */
    handle(
      event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'preventDefault' | 'stopPropagation'>,
      at: number,
    ): void {
      const inBurst = at - last < burstGap
      if (!inBurst) text = ''
      const printable = event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey
      if (printable && (event.key !== ' ' || inBurst)) {
        swallow(event)
        text += event.key
        last = at
      } else if (inBurst && (event.key === 'Enter' || event.key === 'Tab')) {
        swallow(event)
        if (text.length > 2) onScan({ text })
        text = ''
        last = at
      }
    },
  }
}

function swallow(event: Pick<KeyboardEvent, 'preventDefault' | 'stopPropagation'>): void {
  event.preventDefault()
  event.stopPropagation()
}
