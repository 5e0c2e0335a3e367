import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { DeviceFamily, ProbeAnswer } from '../../device-family.ts'
import { CommandChannel } from './command-channel.ts'
import { deviceType, firmwareVersion } from './commands/status.ts'
import { probeTiming } from './delivery.ts'
import { AutomaticLink } from './link-auto.ts'
import { models } from './models.ts'
import { probeWithin } from '../shared/probing.ts'
import { readAtolSettings } from './settings.ts'
import { readIdentity } from './status-reading.ts'

const processor = 1

/**
 * Asks 9Dh, the version of the firmware, which needs no mode and changes nothing; then the machine's name. Transport v3 goes
 * first. Its packet for 9Dh holds no byte that begins a frame, asks or confirms anything in the protocols of other registers.
 */
export const probe: DeviceFamily<'fiscal-register'>['probe'] = async (environment) => {
  const { access, clock, settings } = environment
  if (access.kind !== 'bytes') return undefined
  const { accessPassword, linkLayer } = readAtolSettings(settings)
  const layer = new AutomaticLink(access.link, clock, linkLayer, probeTiming)
  const channel = new CommandChannel(layer, accessPassword)
  const ask = async (signal: AbortSignal): Promise<ProbeAnswer | undefined> => {
    const answered = await channel.perform(firmwareVersion, { source: processor }, signal)
    if (answered.state !== 'answered') return isBusyBuffer(answered.failure) ? busyRegister : undefined
    const type = await channel.read(deviceType, {}, signal)
    const model = type.name.trim() || models[type.model]
    const identity = await readIdentity(channel, signal).catch((error: unknown) => {
      if (error instanceof DeviceFailure) return { vendor: 'АТОЛ', model, facts: [] }
      throw error
    })
    const named = model ?? `${type.model}`
    return {
      identity,
      certainty: 1,
      evidence: [
        {
          ru: `Ответила на A5h: ${named}, протокол ${type.protocol}, обмен ${channel.linkName}`,
          en: `Answered A5h: ${named}, protocol ${type.protocol}, link ${channel.linkName}`,
        },
      ],
      settings: { linkLayer: channel.linkName },
    }
  }
  return probeWithin(environment, ask, () => layer.release())
}

/** Only the task buffer of transport v3 says so, in a packet with a checksum. */
const isBusyBuffer = ({ code, data }: DeviceFailure): boolean =>
  code === 'device.busy' && data['deviceCode'] !== undefined

const busyRegister: ProbeAnswer = {
  identity: { vendor: 'АТОЛ', facts: [] },
  certainty: 0.9,
  evidence: [
    {
      ru: 'Ответила по протоколу АТОЛ 3.x, но ещё занята заданиями другой программы',
      en: 'Answered in the protocol АТОЛ 3.x, but is still busy with the tasks of another program',
    },
  ],
  settings: { linkLayer: 'v3' },
}
