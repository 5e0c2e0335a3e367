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
