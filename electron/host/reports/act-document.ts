import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import type { CheckResult } from '../../contract/checks.ts'
import type { Act } from '../../contract/wizard.ts'
import { describeEvidence } from '../texts/describe-evidence.ts'
import { text } from '../texts/russian-texts.ts'

const verdictColours: Readonly<Record<CheckResult['verdict'], string>> = {
  passed: '#1d6b3a',
  attention: '#8a5a00',
  failed: '#a11616',
  'in-doubt': '#a11616',
  cancelled: '#555555',
}

/** The acceptance act as pdfmake lays it out. What failed or was skipped stands in it as plainly as what passed. */
export function actDocument(act: Act): TDocumentDefinitions {
  return {
    info: { title: text('act.title', { number: act.number }), creator: 'Stykovka' },
    pageSize: 'A4',
    pageMargins: [48, 44, 48, 52],
    defaultStyle: { font: 'Roboto', fontSize: 9, lineHeight: 1.15 },
    styles: {
      title: { fontSize: 15, bold: true },
      heading: { fontSize: 11, bold: true, margin: [0, 10, 0, 4] },
      small: { fontSize: 7.5, color: '#444444' },
    },
    ...(act.bench && { watermark: { text: text('act.bench'), color: '#a11616', opacity: 0.12, bold: true } }),
    footer: (page, pages) => ({
      text: text('act.footer', { number: act.number, page, pages, digest: act.evidenceDigest.slice(0, 16) }),
      style: 'small',
      margin: [48, 16, 48, 0],
    }),
    content: [
      { text: text('act.title', { number: act.number }), style: 'title' },
      { text: readableInstant(act.createdAt), margin: [0, 2, 0, 0] },
      ...(act.bench
        ? [{ text: text('act.benchNotice'), color: '#a11616', bold: true, margin: [0, 6, 0, 0] } satisfies Content]
        : []),
      shopTable(act),
      { text: text('act.devices'), style: 'heading' },
      devicesTable(act),
      { text: text('act.checks'), style: 'heading' },
      ...act.devices.flatMap(checksOfDevice),
      { text: text('act.rehearsal'), style: 'heading' },
      { text: text(`act.rehearsalResults.${act.rehearsal}`) },
      { text: text('act.openQuestions'), style: 'heading' },
      openQuestions(act),
      evidenceBlock(act),
      signatures(act),
    ],
  }
}

function shopTable({ shop }: Act): Content {
  const software =
    shop.posSoftware === 'other' ? shop.posSoftwareName : shop.posSoftware && text(`act.software.${shop.posSoftware}`)
  const rows: [string, string | undefined][] = [
    ['organisation', shop.organisation],
    ['taxpayerNumber', shop.taxpayerNumber],
    ['address', shop.address],
    ['till', shop.till],
    ['posSoftware', software],
    ['installer', [shop.installerName, shop.installerOrganisation].filter(Boolean).join(', ')],
  ]
  return {
    margin: [0, 8, 0, 0],
    layout: 'noBorders',
    table: {
      widths: [120, '*'],
      body: rows.map(([name, value]) => [{ text: text(`act.shop.${name}`), color: '#444444' }, value || '—']),
    },
  }
}

function devicesTable({ devices }: Act): Content {
  const head = ['role', 'device', 'serialNumber', 'address'].map((name): TableCell => ({
    text: text(`act.columns.${name}`),
    bold: true,
  }))
  const body = devices.map((device): TableCell[] => {
    const role = text(`act.roles.${device.role}`)
    if (device.skippedBecause !== undefined)
      return [role, { text: text('act.skipped', { reason: device.skippedBecause }), colSpan: 3, italics: true }, '', '']
    if (!device.familyName) return [role, { text: text('act.notConnected'), colSpan: 3, italics: true }, '', '']
    const { identity } = device
    const model = [identity?.vendor, identity?.model].filter(Boolean).join(' ') || device.familyName.ru
    const firmware =
      identity?.firmware === undefined ? '' : `\n${text('act.firmware', { firmware: identity.firmware })}`
    return [role, model + firmware, identity?.serialNumber ?? '—', device.addressText ?? '—']
  })
  return {
    layout: 'lightHorizontalLines',
    table: { headerRows: 1, widths: [110, '*', 95, 120], body: [head, ...body] },
  }
}

function checksOfDevice(device: Act['devices'][number]): Content[] {
  const role: Content = { text: text(`act.roles.${device.role}`), bold: true, margin: [0, 6, 0, 2] }
  if (device.checks.length === 0) return [role, { text: text('act.noChecks'), italics: true }]
  const head = ['check', 'verdict', 'evidence', 'time'].map((name): TableCell => ({
    text: text(`act.columns.${name}`),
    bold: true,
  }))
  const body = device.checks.map((result): TableCell[] => [
    text(`checks.${result.checkId}.title`, {}, result.checkId),
    { text: verdictText(result), color: verdictColours[result.verdict] },
    { text: result.evidence.map(describeEvidence).join('\n') || '—', style: 'small' },
    { text: readableInstant(result.finishedAt), style: 'small' },
  ])
  return [
    role,
    {
      layout: 'lightHorizontalLines',
      table: { headerRows: 1, dontBreakRows: true, widths: [120, 110, '*', 62], body: [head, ...body] },
    },
  ]
}

function verdictText(result: CheckResult): string {
  const parts = [text(`act.verdicts.${result.verdict}`)]
  if (result.answeredByPerson) parts.push(text('act.byPerson'))
  if (result.reason !== undefined) parts.push(text(`checkReasons.${result.reason}`))
  if (result.failure) parts.push(describeFailureText(result.failure))
  return parts.join('. ')
}

function openQuestions({ openQuestions: questions }: Act): Content {
  if (questions.length === 0) return { text: text('act.noOpenQuestions') }
  return {
    ul: questions.map((failure) =>
      [describeFailureText(failure), failure.next && text(`nextSteps.${failure.next}`)].filter(Boolean).join(' '),
    ),
  }
}

function describeFailureText({ code, data }: Act['openQuestions'][number]): string {
  const role = typeof data['role'] === 'string' ? `${text(`act.roles.${data['role']}`)}: ` : ''
  return `${role}${text(`errors.${code}.what`, data, code)} (${code})`
}

function evidenceBlock(act: Act): Content {
  return {
    margin: [0, 12, 0, 0],
    columns: [
      { qr: `sha256:${act.evidenceDigest}`, fit: 72, width: 84 },
      {
        stack: [
          { text: text('act.digest'), bold: true },
          { text: act.evidenceDigest, characterSpacing: 0.3, margin: [0, 2, 0, 2] },
          { text: text('act.digestNote'), style: 'small' },
        ],
      },
    ],
    unbreakable: true,
  }
}

function signatures({ shop }: Act): Content {
  const line = (title: string, name: string): Content => ({
    stack: [
      { text: title, bold: true },
      { text: name || ' ', margin: [0, 2, 0, 16] },
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: 200, y2: 0, lineWidth: 0.5 }] },
      { text: text('act.signatureNote'), style: 'small' },
    ],
  })
  return {
    margin: [0, 20, 0, 0],
    columns: [
      line(text('act.installerSignature'), shop.installerName ?? ''),
      line(text('act.ownerSignature'), shop.organisation ?? ''),
    ],
    columnGap: 40,
    unbreakable: true,
  }
}

/** An instant as people of this machine's zone read it. */
function readableInstant(instant: string): string {
  const time = new Date(instant)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(time.getDate())}.${two(time.getMonth() + 1)}.${time.getFullYear()} ${two(time.getHours())}:${two(time.getMinutes())}`
}
