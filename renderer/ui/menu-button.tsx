import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { classNames } from './class-names.ts'
import buttonStyles from './button.module.css'
import fieldStyles from './field.module.css'

interface Properties<K extends string> {
  readonly label: string
  readonly icon?: ReactNode
  readonly items: readonly { readonly id: K; readonly label: string }[]
  readonly onChoose: (id: K) => void
  readonly isPending?: boolean
}

/** Several ways of one action. */
export function MenuButton<K extends string>({ label, icon, items, onChoose, isPending = false }: Properties<K>) {
  return (
    <MenuTrigger>
      <AriaButton className={classNames(buttonStyles.button, buttonStyles.plain)} isPending={isPending}>
        {icon}
        <span className={buttonStyles.text}>{label}</span>
        <ChevronDown aria-hidden />
      </AriaButton>
      <Popover className={fieldStyles.popover ?? ''} placement="bottom end">
        <Menu className={fieldStyles.options ?? ''} onAction={(key) => onChoose(key as K)}>
          {items.map((item) => (
            <MenuItem key={item.id} id={item.id} className={fieldStyles.option ?? ''}>
              {item.label}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
