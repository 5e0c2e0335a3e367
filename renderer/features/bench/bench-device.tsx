import { Cable, ChevronDown, Unplug } from 'lucide-react'
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components'
import type { Bench } from '../../../electron/contract/bench.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { BenchControlView, type ControlValue } from './bench-control.tsx'
import styles from './bench-device.module.css'

type Device = Bench['devices'][number]

interface Properties {
  readonly device: Device
  readonly onControl: (name: string, value: ControlValue | undefined) => void
  readonly onPlug: (plugged: boolean) => void
}

export function BenchDevice({ device, onControl, onPlug }: Properties) {
  const words = useWords()
  const { t } = words
  const actions = device.controls.filter(({ kind }) => kind === 'action')
  const faults = device.controls.filter(({ kind }) => kind === 'fault')
  const view = (control: Device['controls'][number]) => (
    <BenchControlView
      key={control.name}
      control={control}
      state={stateOf(device, control.name)}
      onControl={(value) => onControl(control.name, value)}
    />
  )
  return (
    <section className={styles.device} aria-labelledby={`bench-${device.role}`}>
      <header className={styles.header}>
        <h3 id={`bench-${device.role}`}>{words.local(device.name)}</h3>
        <Button
          icon={device.plugged ? <Unplug aria-hidden /> : <Cable aria-hidden />}
          variant={device.plugged ? 'plain' : 'primary'}
          onPress={() => onPlug(!device.plugged)}
        >
          {t(device.plugged ? 'ui.bench.unplug' : 'ui.bench.plug')}
        </Button>
      </header>
      {actions.map(view)}
      {faults.length > 0 && (
        <Disclosure className={styles.faults ?? ''}>
          <Heading level={4}>
            <AriaButton slot="trigger" className={styles.trigger ?? ''}>
              {t('ui.bench.faults', { count: faults.length })}
              <ChevronDown aria-hidden />
            </AriaButton>
          </Heading>
          <DisclosurePanel>
            <div className={styles.controls}>{faults.map(view)}</div>
          </DisclosurePanel>
        </Disclosure>
      )}
    </section>
  )
}

/** What the device says of itself under a control's name, in either spelling. */
function stateOf({ state }: Device, name: string): ControlValue | undefined {
  return state[name] ?? state[name.replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase())]
}
