import type { DeviceFamily, ProbeAnswer } from '../../device-family.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import { probeWithin } from '../shared/probing.ts'
import { readIdentity } from './status-reading.ts'
import { CommandChannel } from './command-channel.ts'
import { deviceType } from './commands/status.ts'
import { probeTiming } from './delivery.ts'
import { AutomaticLink } from './link-auto.ts'
import { readShtrihSettings } from './settings.ts'

/** Printers and other devices of the vendor share the protocol; type 0 is a register. */
const registerType = 0

/**
 * Asks FCh, which needs no password and changes nothing. The link layer of the settings goes first; without one the standard
 * layer does. An exchange that was begun is finished before the answer counts.
 */
export const probe: DeviceFamily<'fiscal-register'>['probe'] = async (environment) => {
  const { access, clock, settings } = environment
  if (access.kind !== 'bytes') return undefined
  const { password, linkLayer } = readShtrihSettings(settings)
  const layer = new AutomaticLink(access.link, clock, linkLayer, probeTiming)
  const channel = new CommandChannel(layer, clock, password)
  const ask = async (signal: AbortSignal): Promise<ProbeAnswer | undefined> => {
    const type = await channel.read(deviceType, {}, signal)
    if (type.type !== registerType) return undefined
    const protocol = `${type.protocolVersion}.${type.protocolSubversion}`
    const evidence: ProbeAnswer['evidence'] = [
      {
        ru: `Ответила на FCh: ${type.title.trim()}, протокол ${protocol}, обмен ${channel.linkName}`,
        en: `Answered FCh: ${type.title.trim()}, protocol ${protocol}, link ${channel.linkName}`,
      },
    ]
    const named = {
      vendor: 'ШТРИХ-М',
      model: type.title.trim() || undefined,
      facts: [{ name: 'Версия протокола', value: protocol }],
    }
    const identity = await readIdentity(channel, signal).catch((error: unknown) => {
      if (error instanceof DeviceFailure) return named
      throw error
    })
    return { identity, certainty: 1, evidence, settings: { linkLayer: channel.linkName } }
  }
  return probeWithin(environment, ask, () => layer.release())
}
