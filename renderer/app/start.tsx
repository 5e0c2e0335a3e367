import '@fontsource-variable/inter/wght.css'
import '@fontsource/pt-mono/400.css'
import '../ui/tokens.css'
import '../ui/base.css'
import { createRoot } from 'react-dom/client'
import { startI18n } from '../i18n/i18n.ts'
import { connect } from '../rpc/connect.ts'
import { createQueryClient } from '../rpc/query-client.ts'
import { App } from './app.tsx'
import { rememberedPreferences, showPreferences } from './preferences.ts'

const preferences = rememberedPreferences()
const i18n = startI18n(preferences.language)
showPreferences(preferences, i18n)
connect()
const place = document.getElementById('root')
if (place) createRoot(place).render(<App queryClient={createQueryClient()} />)
