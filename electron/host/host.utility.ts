import { serveParentPort, type ParentPort } from './carriers/message-port.ts'
import { defaultDataDirectory } from './data-directory.ts'
import { readHostArguments } from './host-arguments.ts'
import { createSystemHost } from './system-host.ts'

/** Entry of the host in Electron's utility process. Windows' ports come from the shell over `process.parentPort`. */
const { parentPort } = process as unknown as { parentPort?: ParentPort }
if (!parentPort) throw new Error('runs as a utility process only')

const { dataDirectory = defaultDataDirectory(), bench } = readHostArguments(process.argv.slice(2))
const host = await createSystemHost({ dataDirectory, bench, shell: 'electron' })
serveParentPort(host, parentPort)

/** The shell asks for an end with a message, so that the database is closed and the ports are given back. */
parentPort.on('message', ({ data }) => {
  if ((data as { name?: unknown } | null)?.name === 'stop') void host.close().finally(() => process.exit(0))
})
