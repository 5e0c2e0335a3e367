import { join } from 'node:path'
import { runInPlace } from './run-child.mjs'
import { findNode, installPackages, root } from './setup.mjs'

/** `npm run --silent stykovka -- …`: the command line from a checkout, under Node 24 whatever the machine's own Node is. */
installPackages()
runInPlace(findNode(), [join(root, 'electron/host/host.command-line.ts'), ...process.argv.slice(2)], {
  cwd: process.cwd(),
})
