import { text } from '../texts/russian-texts.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'
import { table, type Output } from './output.ts'
import { openSession, searchAll, type CommonOptions } from './session.ts'

/** Searches every port and names what answered, with the evidence. Reads only. */
export async function devicesCommand(options: CommonOptions, output: Output): Promise<ExitCode> {
  const session = await openSession(options, false)
  try {
    if (!options.json) output.note(text('commandLine.searching'))
    const candidates = await searchAll(session)
    const { gaps } = await session.client.devices.snapshot()
    const families = new Map((await session.client.devices.families()).map((family) => [family.id, family]))
    if (options.json) {
      const devices = candidates.map(({ id: _id, ...device }) => ({
        ...device,
        familyName: families.get(device.familyId)?.name,
      }))
      output.json({ virtual: options.virtual ?? false, devices, gaps })
      return exitCodes.fine
    }
    const rows = candidates.map((device) => [
      text(`act.roles.${device.role}`),
      [device.identity.vendor, device.identity.model].filter(Boolean).join(' ') ||
        (families.get(device.familyId)?.name.ru ?? device.familyId),
      device.identity.serialNumber ?? '—',
      device.addressText,
      device.certainty < 0.8 ? text('commandLine.guess') : '',
      device.evidence.map((evidence) => evidence.ru).join('; '),
    ])
    for (const line of rows.length > 0 ? table(rows) : [text('commandLine.nothingFound')]) output.line(line)
    for (const gap of gaps) output.note(text('commandLine.gap', gap))
    return exitCodes.fine
  } finally {
    await session.close()
  }
}
