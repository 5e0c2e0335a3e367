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

export interface Way {
  readonly transport: string
  /** Name of the drawing, by which its words are found too; the transport where there is none. */
  readonly name: string
  readonly drawing: string | undefined
}

/** Ways in which a family can be wired: its drawings, and the transports that have none. */
export function wiringOf(family: Family): Way[] {
  const drawn = family.wiring.map(({ transport, drawing }) => ({
    transport,
    name: drawing,
    drawing: drawingUrl(drawing),
  }))
  const plain = family.transports
    .filter(({ kind }) => !family.wiring.some(({ transport }) => transport === kind))
    .map(({ kind }) => ({ transport: kind, name: kind, drawing: undefined }))
  return [...drawn, ...plain]
}
