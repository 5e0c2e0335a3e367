import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildRenderer, buildShell } from './build-state.mjs'
import { findElectron } from './electron-runtime.mjs'
import { runInPlace } from './run-child.mjs'
import { findNode, installPackages, root } from './setup.mjs'

/**
 * `npm start`: whatever a fresh checkout lacks is done first, then the workstation opens, in Electron where its runtime
 * is, else in an installed browser. Everything that is said on the way goes to standard error; with `--no-open` standard
 * output carries one line, the address.
 */
const usage = `npm start -- [--virtual] [--no-open] [--data-dir <папка>] [--port <номер>]
  --virtual    виртуальный стенд вместо настоящих устройств
  --no-open    не открывать окно: напечатать адрес и работать до прерывания
  --data-dir   где хранить данные
  --port       порт на 127.0.0.1 (по умолчанию любой свободный)`

const options = readOptions()
installPackages()
const node = findNode()
const electron = options['no-open'] ? undefined : findElectron(node)
if (electron?.path) {
  buildShell(node)
  const { ELECTRON_RUN_AS_NODE: _asNode, ...environment } = process.env
  const parameters = [
    options.virtual && '--virtual',
    options['data-dir'] && `--data-dir=${resolve(options['data-dir'])}`,
  ]
  runInPlace(electron.path, [root, ...parameters.filter(Boolean)], { env: environment })
} else {
  if (electron) console.error(`Окно Electron не открыть (${electron.reason}): рабочее место откроется в браузере.`)
  buildRenderer(node)
  runInPlace(node, [join(root, 'electron/browser-shell/main.ts'), ...process.argv.slice(2)])
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        virtual: { type: 'boolean' },
        'no-open': { type: 'boolean' },
        'data-dir': { type: 'string' },
        port: { type: 'string' },
        help: { type: 'boolean' },
      },
    })
    if (values.help) {
      console.error(usage)
      process.exit(0)
    }
    return values
  } catch (error) {
    console.error(`${error.message}\n${usage}`)
    process.exit(2)
  }
}
