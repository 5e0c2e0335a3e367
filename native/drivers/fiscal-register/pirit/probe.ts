import type { DeviceFamily } from '../../device-family.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { DeviceIdentity } from '../../role.ts'
import { LinkReader } from '../shared/link-reader.ts'
import { probeWithin } from '../shared/probing.ts'
import { CommandChannel } from './command-channel.ts'
import { statusFlags } from './commands/status.ts'
import { PacketLine, probeTiming } from './packet-line.ts'
import { readPiritSettings } from './settings.ts'
import { readIdentity } from './status-reading.ts'

/**
 * Asks 00h, the state of the machine, which needs neither the start of work nor an open shift; then its name. No ENQ: in the
 * protocol of other registers it begins an exchange.
 */
export const probe: DeviceFamily<'fiscal-register'>['probe'] = async (environment) => {
  const { access, clock, settings } = environment
  if (access.kind !== 'bytes') return undefined
  const { password } = readPiritSettings(settings)
  const line = new PacketLine(new LinkReader(access.link, clock), password, probeTiming)
  const channel = new CommandChannel(line)
  const ask = async (signal: AbortSignal) => {
    const { flags } = await channel.read(statusFlags, {}, signal)
    const identity: DeviceIdentity = await readIdentity(channel, signal).catch((error: unknown) => {
      if (error instanceof DeviceFailure) return { vendor: 'Дримкас', facts: [] }
      throw error
    })
    const name = identity.model ?? ''
    return {
      identity,
      certainty: 1,
      evidence: [
        {
          ru: `Ответила на 00h по протоколу Пирит: ${name}, флаги ${flags}`,
          en: `Answered 00h in the protocol of Пирит: ${name}, flags ${flags}`,
        },
      ],
    }
  }
  return probeWithin(environment, ask, () => line.release())
}
