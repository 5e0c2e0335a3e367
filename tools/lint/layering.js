import { dirname, posix, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/**
 * The rooms of the house, most specific first, and whom each may import. `@x` stands for packages of the registry and
 * Node's own modules; a room that lacks them may import neither.
 */
const rooms = [
  { room: 'native/foundation', may: ['native/foundation'] },
  { room: 'native/codecs', may: ['native/codecs'] },
  { room: 'native/judgement', may: ['native/judgement', 'native/codecs', 'native/foundation'] },
  { room: 'native/transports', may: ['native/transports', 'native/foundation', '@node', '@packages'] },
  { room: 'native/drivers', may: ['native/drivers', 'native/codecs', 'native/foundation', 'native/transports'] },
  {
    room: 'native/discovery',
    may: ['native/discovery', 'native/drivers', 'native/foundation', 'native/transports', 'resources'],
  },
  {
    room: 'native/virtual-bench',
    may: ['native/virtual-bench', 'native/drivers', 'native/codecs', 'native/foundation', 'native/transports', '@node'],
  },
  { room: 'native/decode', may: ['native/decode', 'native/drivers', 'native/codecs', 'native/judgement'] },
  { room: 'electron/contract', may: ['electron/contract', '@packages'] },
  { room: 'electron/page', may: ['electron/page', '@node'] },
  { room: 'electron/supervision', may: ['electron/supervision', 'native/foundation'] },
  { room: 'electron/host', may: ['electron/host', 'electron/contract', 'native', 'resources', '@node', '@packages'] },
  {
    room: 'electron/shell',
    may: [
      'electron/shell',
      'electron/contract',
      'electron/page',
      'electron/supervision',
      'native/foundation',
      '@node',
      'electron',
    ],
  },
  { room: 'electron/preload', may: ['electron/preload', 'electron/contract', 'electron'] },
  {
    room: 'electron/browser-shell',
    may: [
      'electron/browser-shell',
      'electron/contract',
      'electron/page',
      'electron/supervision',
      'electron/host',
      'native/foundation',
      '@node',
      '@packages',
    ],
  },
  { room: 'renderer', may: ['renderer', 'electron/contract', 'resources', '@packages'] },
  { room: 'resources', may: [] },
]

/** Packages that only one kind of code may touch, whatever else its room allows. */
const restricted = [
  { package: 'electron', rooms: ['electron/shell', 'electron/preload'] },
  { package: 'better-sqlite3', rooms: ['electron/host/store'] },
  { package: 'serialport', rooms: ['native/transports'] },
  { package: 'node-hid', rooms: ['native/transports'] },
  { package: 'usb', rooms: ['native/transports'] },
  { package: 'react', rooms: ['renderer'] },
  // Pure, like everything in that room: bytes in, messages out.
  { package: 'http-parser-js', rooms: ['native/codecs/http'] },
]

/** A family's folder: `native/drivers/<role>/<family>`. What several families of a role need stands in `shared`. */
const familyFolder = /^native\/drivers\/(?:fiscal-register|scanner|scale|payment-terminal)\/(?!shared\/)[^/]+(?=\/)/u
const sharedFolder = /^native\/drivers\/[^/]+\/shared\//u

/** Tests may stand on anything; what is shipped may not. */
const testFile = /\.test\.tsx?$|(?:^|\/)test-support\//u

/** Why a file must not import `specifier`, or `undefined` if it may. */
export function findTrespass(file, specifier, room = roomOf(file)) {
  if (!room || testFile.test(file)) return undefined
  if (specifier.startsWith('node:')) return room.may.includes('@node') ? undefined : `${room.room} uses nothing of Node`
  if (!specifier.startsWith('.')) return findPackageTrespass(file, specifier, room)
  const target = posix.join(posix.dirname(file), specifier.replace(/\?.*$/u, ''))
  if (!room.may.some((allowed) => target === allowed || target.startsWith(`${allowed}/`))) {
    return `${room.room} must not import ${target}`
  }
  const [from, to] = [familyFolder.exec(file)?.[0], familyFolder.exec(target)?.[0]]
  if (from && to && from !== to) return `a device family must not import another one: ${target}`
  if (to && sharedFolder.test(file)) return `what families share must not import one of them: ${target}`
  return undefined
}

/** Text encodings are a table, not input and output: drivers may use this one package. */
const tablesForDrivers = new Set(['iconv-lite'])

function findPackageTrespass(file, specifier, room) {
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
  const rule = restricted.find((candidate) => candidate.package === name)
  if (rule)
    return rule.rooms.some((allowed) => file.startsWith(`${allowed}/`))
      ? undefined
      : `only ${rule.rooms.join(' and ')} may import ${name}`
  if (room.room === 'native/drivers' && tablesForDrivers.has(name)) return undefined
  return room.may.includes('@packages') ? undefined : `${room.room} uses no package`
}

function roomOf(file) {
  return rooms.find(({ room }) => file.startsWith(`${room}/`))
}

/** Path from the project's root with forward slashes. Fixtures of the rule's own test stand in a root of their own. */
function projectPath(fileName) {
  const path = relative(root, fileName).split(sep).join('/')
  return path.replace(/^tests\/architecture\/bad-fixtures\//u, '')
}

const layering = {
  create(context) {
    const file = projectPath(context.filename ?? context.getFilename())
    const check = (source) => {
      if (!source || typeof source.value !== 'string') return
      const trespass = findTrespass(file, source.value)
      if (trespass) context.report({ node: source, message: trespass })
    }
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
    }
  },
}

export default { meta: { name: 'stykovka' }, rules: { layering } }
