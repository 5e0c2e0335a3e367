import { importLimits, type ImportResult } from '../../../electron/contract/fiscal-log.ts'
import { client } from '../../rpc/client.ts'

/** Sends a chosen file to the host in pieces and has it imported. Rejects with a failure of the catalogue. */
export async function sendFile(file: File, sent: (bytes: number) => void, signal: AbortSignal): Promise<ImportResult> {
  const { importId } = await client.fiscalLog.beginImport(
    { fileName: file.name.slice(-255), size: file.size },
    { signal },
  )
  for (let offset = 0; offset < file.size; offset += importLimits.pieceBytes) {
    const piece = new Uint8Array(await file.slice(offset, offset + importLimits.pieceBytes).arrayBuffer())
    await client.fiscalLog.addToImport({ importId, offset, base64: base64Of(piece) }, { signal })
    sent(offset + piece.length)
  }
  return client.fiscalLog.finishImport({ importId }, { signal })
}

/** In runs, because a call takes only so many arguments. */
function base64Of(bytes: Uint8Array): string {
  let characters = ''
  for (let start = 0; start < bytes.length; start += 0x8000)
    characters += String.fromCharCode(...bytes.subarray(start, start + 0x8000))
  return btoa(characters)
}
