import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { roleSchema, type Role } from '../../electron/contract/vocabulary.ts'
import { logViews } from '../features/fiscal-log/filters.ts'
import { Frame } from './frame.tsx'
import { LostPage } from './lost-page.tsx'
import { PageFailure } from './page-failure.tsx'

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
const whole = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : undefined
}
const date = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? value : undefined
const role = (value: unknown): Role | undefined => roleSchema.safeParse(value).data
/** Leaves out what is not there: addresses stay short. */
const present = <T extends object>(search: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as never

const root = createRootRoute({ component: Frame, notFoundComponent: LostPage, errorComponent: PageFailure })

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/setup' })
  },
})

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('../features/wizard/wizard-screen.tsx'), 'WizardScreen'),
})

const check = createRoute({
  getParentRoute: () => root,
  path: '/check',
  validateSearch: (search) => present({ role: role(search['role']), check: text(search['check']) }),
  component: lazyRouteComponent(() => import('../features/test-screen/test-screen.tsx'), 'TestScreen'),
})

const log = createRoute({
  getParentRoute: () => root,
  path: '/log',
  validateSearch: (search) =>
    present({
      storage: text(search['storage']),
      view: logViews.find((view) => view === search['view']),
      text: text(search['text']),
      kind: text(search['kind']),
      from: date(search['from']),
      to: date(search['to']),
      cashier: text(search['cashier']),
      payment: text(search['payment']),
      sumFrom: whole(search['sumFrom']),
      sumTo: whole(search['sumTo']),
      shiftFrom: whole(search['shiftFrom']),
      shiftTo: whole(search['shiftTo']),
      sent: search['sent'] === 'sent' || search['sent'] === 'unsent' ? search['sent'] : undefined,
      finding: text(search['finding']),
      document: whole(search['document']),
    }),
  component: lazyRouteComponent(() => import('../features/fiscal-log/fiscal-log-screen.tsx'), 'FiscalLogScreen'),
})

const replace = createRoute({
  getParentRoute: () => root,
  path: '/replace',
  component: lazyRouteComponent(() => import('../features/replacement/replacement-screen.tsx'), 'ReplacementScreen'),
})

const tables = createRoute({
  getParentRoute: () => root,
  path: '/tables',
  validateSearch: (search) => present({ table: whole(search['table']) }),
  component: lazyRouteComponent(
    () => import('../features/register-tables/register-tables-screen.tsx'),
    'RegisterTablesScreen',
  ),
})

const traffic = createRoute({
  getParentRoute: () => root,
  path: '/traffic',
  validateSearch: (search) =>
    present({ role: role(search['role']), first: whole(search['first']), last: whole(search['last']) }),
  component: lazyRouteComponent(() => import('../features/traffic/traffic-screen.tsx'), 'TrafficScreen'),
})

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings/settings-screen.tsx'), 'SettingsScreen'),
})

/** Hash history: the same addresses under `app://` and on loopback. */
export const router = createRouter({
  routeTree: root.addChildren([home, setup, check, log, replace, tables, traffic, settings]),
  history: createHashHistory(),
  defaultErrorComponent: PageFailure,
  // A press of a link is the first moment when its page is surely wanted.
  defaultPreload: 'intent',
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
