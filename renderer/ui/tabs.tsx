import type { ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components'
import styles from './tabs.module.css'

interface TabDefinition<K extends string> {
  readonly id: K
  readonly label: ReactNode
  readonly content: ReactNode
}

interface Properties<K extends string> {
  readonly label: string
  readonly tabs: readonly TabDefinition<K>[]
  readonly value: K
  readonly onChange: (value: K) => void
}

export function Tabs<K extends string>({ label, tabs, value, onChange }: Properties<K>) {
  return (
    <AriaTabs className={styles.tabs ?? ''} selectedKey={value} onSelectionChange={(key) => onChange(key as K)}>
      <TabList className={styles.list ?? ''} aria-label={label}>
        {tabs.map((tab) => (
          <Tab key={tab.id} id={tab.id} className={styles.tab ?? ''}>
            {tab.label}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className={styles.panel ?? ''}>
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  )
}
