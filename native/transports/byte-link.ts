import type { DeviceFailure } from '../foundation/device-failure.ts'
import type { LinkAddress } from './link-address.ts'

/** Why a link is over: `undefined` if we closed it, else the failure (`link.lost` when the cable is pulled). */
export type LinkEnd = DeviceFailure | undefined

/** An open two-way pipe of bytes. Knows nothing of protocols; delivers bytes in whatever pieces the line gives. */
export interface ByteLink {
  /** Resolves when the bytes are handed to the line. Throws `link.lost` if the link is over. */
  write(bytes: Uint8Array): Promise<void>
  /** Calls `listener` with each piece as it comes; nothing is kept for later listeners. */
  subscribe(listener: (bytes: Uint8Array) => void): () => void
  readonly ended: Promise<LinkEnd>
  /** Of links that outlive their connections: calls `listener` when the far end has closed one, with which went all that it owed. */
  subscribeToBreaks?(listener: () => void): () => void
  close(): Promise<void>
}

/** Opens links. Throws `link.not-found`, `link.access-denied`, `link.busy`, `link.unreachable` or `operation.cancelled`. */
export interface LinkOpener {
  open(address: Exclude<LinkAddress, { kind: 'program' }>, signal?: AbortSignal): Promise<ByteLink>
}
