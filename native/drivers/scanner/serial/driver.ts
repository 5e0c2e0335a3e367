import { DeviceFailure, isFailure } from '../../../foundation/device-failure.ts'
import type { OperationContext } from '../../../foundation/operation.ts'
import type { DriverEnvironment, SettingValues } from '../../device-family.ts'
import type { DeviceIdentity } from '../../role.ts'
import { LineConversation } from '../../line-conversation.ts'
import type { Scan, Scanner, ScannerCapability } from '../scanner.ts'
import { unescapeBytes } from './escapes.ts'
import { ScanFramer, terminatorChoices, type FramerOptions, type TerminatorChoice } from './framer.ts'
import { identityQueries } from './queries.ts'

/** Answers to questions come at once or never. */
const answerTime = 300

export function createDriver({ access, clock, settings }: DriverEnvironment): Scanner {
  if (access.kind !== 'bytes') throw new DeviceFailure('operation.wrong-argument', { access: access.kind })
  const { link } = access
  const listeners = new Set<(scan: Scan) => void>()
  const framer = new ScanFramer(clock, framerOptions(settings), (scan) => {
    for (const listener of listeners) listener(scan)
  })
  const conversation = new LineConversation(link, clock)
  let asking = false
  link.subscribe((bytes) => {
    // What comes while a question is open is its answer and must not be taken for a code.
    if (!asking) framer.push(bytes)
  })
  void link.ended.then(() => framer.dispose())

  async function identify({ signal }: OperationContext): Promise<DeviceIdentity> {
    asking = true
    try {
      for (const query of identityQueries) {
        const heard: number[] = []
        try {
          return await conversation.ask({
            bytes: query.bytes,
            timeout: answerTime,
            signal,
            listen(piece) {
              if (heard.length < 4096) heard.push(...piece)
              return query.read(Uint8Array.from(heard))
            },
          })
        } catch (error) {
          // What was heard is no answer, so it may be a code that somebody scanned meanwhile.
          framer.push(Uint8Array.from(heard))
          if (!isFailure(error, 'link.timeout', 'link.garbled')) throw error
        }
      }
      return { facts: [] }
    } finally {
      asking = false
    }
  }

  const capabilities = new Set<ScannerCapability>(settings['expectAim'] === true ? ['aim-identifier'] : [])
  return {
    capabilities,
    identify,
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export function framerOptions(settings: SettingValues): FramerOptions {
  const choice = settings['terminator'] as TerminatorChoice
  return {
    prefix: unescapeBytes(String(settings['prefix'] ?? '')),
    suffix: unescapeBytes(String(settings['suffix'] ?? '')),
    terminator: terminatorChoices.includes(choice) ? choice : 'auto',
  }
}
