import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { measureDecoding } from './bench/decoding.ts'
import { storagePieces } from './bench/documents.ts'
import { measureIngest } from './bench/ingest.ts'
import { measureLine } from './bench/line.ts'
import { measureQueries } from './bench/queries.ts'
import { printTable, type Measure } from './bench/report.ts'

/**
 * Ratios of what the program does to what the machine could do at best, measured in one run. Nothing passes or fails here:
 * `docs/benchmarks.md` says what is aimed at.
 *
 *     npm run bench -- [--documents 250000] [--only decoding|ingest|line|queries]
 */
const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: '250000' },
    only: { type: 'string' },
  },
})
const documents = whole(values.documents, 1_000_000)
const wanted = (name: string) => values.only === undefined || values.only === name

const folder = mkdtempSync(join(tmpdir(), 'stykovka-bench-'))
try {
  process.stdout.write(`Node ${process.version}, ${cpus().length} cores, ${process.platform} ${process.arch}\n\n`)
  const measures: Measure[] = []
  if (wanted('decoding')) measures.push(...measureDecoding(largest()))
  if (wanted('line')) measures.push(...(await measureLine()))
  if (wanted('ingest') || wanted('queries')) {
    const ingest = await measureIngest(folder, documents, 500)
    measures.push(...ingest.measures)
    if (wanted('ingest')) measures.push(...(await measureIngest(folder, Math.min(documents, 25_000), 25)).measures)
    if (wanted('queries')) measures.push(...(await measureQueries(ingest.path)))
  }
  printTable(measures)
} finally {
  rmSync(folder, { recursive: true })
}

/** The longest receipt of a shop's storage. */
function largest(): Uint8Array {
  const [piece] = storagePieces(2_000)
  const texts = piece?.documents.map(({ tlv }) => tlv).filter((tlv) => tlv[0] === 3) ?? []
  const [longest] = texts.toSorted((left, right) => right.length - left.length)
  if (!longest) throw new Error('no receipt')
  return longest
}

function whole(text: string, most: number): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1_000 || number > most) throw new RangeError(`1000…${most}: ${text}`)
  return number
}
