import { MarkedCutter } from '../../shared/codec/marked-cutter.ts'
import { ACK, ENQ, ETX, LF, longestPacket, STX } from './packet.ts'

/** Bytes that are a message of their own, outside of packets. */
export const controlNames: Readonly<Record<number, string>> = { [ENQ]: 'ENQ', [ACK]: 'ACK', [LF]: 'LF' }

const separator = 0x1c
const checksumLength = 2

/**
 * Cuts one direction of a line into packets and control bytes. A packet holds no byte below 20h but separators, so any other
 * one ends a broken packet, and STX begins the next. `check` throws CodecError for a packet that is none.
 */
export const createPacketCutter = (check: (packet: Uint8Array) => unknown) =>
  new MarkedCutter({
    start: STX,
    startIsUnique: true,
    controls: controlNames,
    longest: longestPacket,
    begin() {
      /** Digits of the checksum that are still to come; `undefined` before ETX. */
      let left: number | undefined
      return (byte) => {
        if (left !== undefined) return --left === 0 ? 'complete' : 'goes on'
        if (byte === ETX) left = checksumLength
        else if (byte < 0x20 && byte !== separator) return { broken: 'a control character in a packet', outside: true }
        return 'goes on'
      }
    },
    check,
  })
