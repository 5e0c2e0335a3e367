import type { ByteLink } from './byte-link.ts'
import { maskCardData, type CardMasking } from './mask-card-data.ts'
import type { ProgramResult, ProgramRunner } from './program-runner.ts'

export type RecordedEvent =
  | { readonly direction: 'to-device' | 'from-device'; readonly bytes: Uint8Array }
  | { readonly event: 'opened' | 'closed' | 'lost'; readonly detail?: string | undefined }

/** A link that tells `sink` every byte of both directions, card data masked and `hide` applied to what goes out, before anyone else sees it. */
export function recordLink(
  link: ByteLink,
  sink: (event: RecordedEvent) => void,
  masking: CardMasking = 'likely',
  hide: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes,
): ByteLink {
  sink({ event: 'opened' })
  const stop = link.subscribe((bytes) => sink({ direction: 'from-device', bytes: maskCardData(bytes, masking) }))
  void link.ended.then((end) => {
    stop()
    sink(end ? { event: 'lost', detail: end.code } : { event: 'closed' })
  })
  return {
    ended: link.ended,
    subscribe: (listener) => link.subscribe(listener),
    write: (bytes) => {
      sink({ direction: 'to-device', bytes: maskCardData(hide(bytes), masking) })
      return link.write(bytes)
    },
    close: () => link.close(),
  }
}

const newline = new TextEncoder().encode('\n')

/** The same for a vendor's program: arguments go to the device; standard output and files come from it. */
export function recordRunner(runner: ProgramRunner, sink: (event: RecordedEvent) => void): ProgramRunner {
  return {
    async run(address, invocation, signal) {
      const command = [address.program, ...invocation.arguments].join(' ')
      sink({ event: 'opened', detail: address.program })
      sink({ direction: 'to-device', bytes: maskCardData(new TextEncoder().encode(command), 'every') })
      let result: ProgramResult
      try {
        result = await runner.run(address, invocation, signal)
      } catch (error) {
        sink({ event: 'lost', detail: error instanceof Error && 'code' in error ? String(error.code) : undefined })
        throw error
      }
      if (result.stdout.length > 0) sink({ direction: 'from-device', bytes: maskCardData(result.stdout, 'every') })
      for (const [name, content] of result.files) {
        const title = new TextEncoder().encode(`file ${name}`)
        sink({ direction: 'from-device', bytes: maskCardData(join([title, newline, content]), 'every') })
      }
      const ended = result.exitStatus === undefined
      sink(
        ended
          ? { event: 'lost', detail: result.timedOut ? 'timeout' : 'ended' }
          : { event: 'closed', detail: `exit ${result.exitStatus}` },
      )
      return result
    },
  }
}

function join(pieces: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0))
  let offset = 0
  for (const piece of pieces) {
    joined.set(piece, offset)
    offset += piece.length
  }
  return joined
}
