import { expect, test } from 'vitest'
import { allFamilies } from '../../../native/drivers/families.ts'
import { startI18n } from '../../i18n/i18n.ts'
import { drawingUrl, wiringOf } from './wiring.ts'

const i18n = startI18n('ru')
const drawings = allFamilies.flatMap(({ manifest }) =>
  manifest.wiring.map(({ drawing }) => [manifest.id, drawing] as const),
)

test.each(drawings)('%s is drawn as %s, with words in both languages', (_family, drawing) => {
  expect(drawingUrl(drawing)).toBeDefined()
  for (const lng of ['ru', 'en']) {
    expect(i18n.exists(`ui.drawings.${drawing}.text`, { lng, fallbackLng: [] })).toBe(true)
    expect(i18n.exists(`ui.drawings.${drawing}.short`, { lng, fallbackLng: [] })).toBe(true)
  }
})

test('a transport without a drawing is still a way', () => {
  const family = { ...allFamilies[0]!.manifest, wiring: [], transports: [{ kind: 'tcp' }] } as never
  expect(wiringOf(family)).toEqual([{ transport: 'tcp', name: 'tcp', drawing: undefined }])
})
