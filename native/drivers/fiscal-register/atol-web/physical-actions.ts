import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import { encodeWindows1251 } from '../shared/codec/windows-1251.ts'
import { done, notDone } from '../shared/outcomes.ts'
import { checkPrintable as checkLines } from '../shared/slip.ts'
import { drawerWitness } from '../shared/witnesses.ts'
import { act, type Acted } from './outcomes.ts'
import {
  continuePrint as continuePrintTask,
  nonFiscal,
  openCashDrawer as openDrawerTask,
  reportX,
} from './tasks/printing.ts'
import { getDeviceStatus, setDateTime } from './tasks/status.ts'
import type { WebServer } from './web-server.ts'

type Signal = AbortSignal | undefined

/** The driver takes any text in UTF-8. What the register's font has beyond Russian and Latin nobody has written down. */
export function checkPrintable(lines: readonly string[]): void {
  checkLines(lines, encodeWindows1251)
}

const plain = (acted: Acted<object>): Outcome<void> => (acted.state === 'done' ? done : acted)

/** Proves that server and register answer, before anything moves; a task that meets no paper may block the server's queue. */
async function obstacle(server: WebServer, signal: Signal): Promise<Outcome<never> | undefined> {
  const { deviceStatus } = await server.read(getDeviceStatus, {}, signal)
  if (deviceStatus.coverOpened === true) return notDone(new DeviceFailure('register.cover-open'))
  return deviceStatus.paperPresent === false ? notDone(new DeviceFailure('register.paper-out')) : undefined
}

/** One slip for all lines; the driver wraps what is longer than the paper is wide. */
export async function printText(server: WebServer, lines: readonly string[], signal: Signal): Promise<Outcome<void>> {
  const items = lines.map((text) => ({ type: 'text', text, wrap: 'chars' }))
  return (await obstacle(server, signal)) ?? plain(await act(server, nonFiscal, { items }, signal))
}

export async function printXReport(server: WebServer, signal: Signal): Promise<Outcome<void>> {
  return (await obstacle(server, signal)) ?? plain(await act(server, reportX, {}, signal))
}

export async function continuePrint(server: WebServer, signal: Signal): Promise<Outcome<void>> {
  return (await obstacle(server, signal)) ?? plain(await act(server, continuePrintTask, {}, signal))
}

/** The drawer has a contact of its own that tells whether it stands open. */
export async function openCashDrawer(server: WebServer, signal: Signal): Promise<Outcome<void>> {
  const isOpen = async (still: Signal) =>
    (await server.read(getDeviceStatus, {}, still)).deviceStatus.cashDrawerOpened === true
  const acted = await act(server, openDrawerTask, {}, signal, await drawerWitness(isOpen, signal))
  return plain(acted)
}

export async function setRegisterClock(server: WebServer, time: string, signal: Signal): Promise<Outcome<void>> {
  await server.read(getDeviceStatus, {}, signal)
  const dateTime = time.replaceAll('-', '.').replace('T', ' ')
  return plain(await act(server, setDateTime, { dateTime }, signal))
}
