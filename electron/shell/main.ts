import * as electron from 'electron'
import { join } from 'node:path'
import { systemClock } from '../../native/foundation/clock.ts'
import { startShell } from './start-shell.ts'

/** Entry of Electron's main process; everything it does is in `start-shell.ts`. Paths are those of the built bundle. */
const root = import.meta.dirname
void startShell(
  electron,
  {
    page: join(root, '../renderer'),
    preload: join(root, '../preload/index.cjs'),
    hostEntry: join(root, 'host.utility.js'),
  },
  systemClock,
  process.argv.slice(1),
)
