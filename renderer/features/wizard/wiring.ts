import type { Family } from '../../../electron/contract/devices.ts'

const drawings = import.meta.glob<string>('../../../resources/device-catalogue/wiring/*.svg', {
  eager: true,
  query: '?url',
  import: 'default',
})

/** Address of a drawing by the name that a manifest gives it. */
export function drawingUrl(name: string): string | undefined {
  return drawings[`../../../resources/device-catalogue/wiring/${name}.svg`]
}

/** Ways in which a family can be wired, each with its drawing. */
export function wiringOf(family: Family): { transport: string; drawing: string | undefined; name: string }[] {
  return family.transports.map(({ kind }) => {
    const name = family.wiring.find(({ transport }) => transport === kind)?.drawing ?? kind
    return { transport: kind, name, drawing: drawingUrl(name) }
  })
}
