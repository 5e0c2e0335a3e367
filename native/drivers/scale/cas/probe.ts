import { isFailure } from '../../../foundation/device-failure.ts'
import type { DeviceFamily } from '../../device-family.ts'
import { Exchange } from './exchange.ts'

/**
 * ENQ alone proves nothing, for other scales answer it too; a weight frame with a right BCC does. Both bytes change
 * nothing.
 */
export const probe: DeviceFamily<'scale'>['probe'] = async ({ access, clock, patience, signal }) => {
  if (access.kind !== 'bytes') return undefined
  const exchange = new Exchange(access.link, clock)
  try {
    const { weight, unit } = await exchange.readWeight(signal, 2, Math.max(100, Math.floor(patience / 4)))
    const text = `${weight.trim()} ${unit.trim()}`
    return {
      identity: { vendor: 'CAS', facts: [] },
      certainty: 0.95,
      evidence: [
        {
          ru: `ответили на ENQ и DC1 по протоколу CAS: ${text}`,
          en: `answered ENQ and DC1 of the CAS protocol: ${text}`,
        },
      ],
    }
  } catch (error) {
    if (isFailure(error, 'link.timeout', 'link.garbled')) return undefined
    throw error
  }
}
