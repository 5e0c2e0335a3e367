import { readCode } from '../../../native/codecs/scanned-code/read-code.ts'
import type { Scan as DriverScan } from '../../../native/drivers/scanner/scanner.ts'
import type { Scan } from '../../contract/devices.ts'

const mostParts = 100

/** A scan with what its bytes say: GS1 elements, parts of a marking code, a receipt's QR. */
export function describeScan(scan: DriverScan, id: number, at: string): Scan {
  const code = readCode(scan.bytes.subarray(0, 8_000), scan.aimIdentifier)
  return {
    id,
    at,
    text: code.text,
    hex: code.hex,
    aimIdentifier: code.aimIdentifier,
    symbology: scan.symbology ?? code.symbology?.id,
    symbologyName: code.symbology && { ...code.symbology.name },
    content: code.content,
    contentName: { ...code.contentName },
    parts: code.parts.slice(0, mostParts).map((part) => ({ ...part, title: part.title && { ...part.title } })),
    problems: code.problems.map((problem) => ({ ...problem })),
    terminator: scan.terminator,
  }
}
