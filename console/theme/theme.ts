import { ActionIcon, Alert, Badge, Button, createTheme, Drawer, Modal, Paper, Select, Table, TextInput, Textarea, Tooltip, type CSSVariablesResolver } from '@mantine/core'
import { CORAL, FIXED_LETTERS, KELP, LETTERS, NIGHT, ROCK, SAND, TIDE } from './tokens.ts'

/** The look of every screen: dense, on a grid of four, with contrasts of 4.5 and more in both schemes. */
export const theme = createTheme({
  colors: { tide: TIDE, gray: ROCK, dark: NIGHT, coral: CORAL, red: CORAL, sand: SAND, yellow: SAND, kelp: KELP, green: KELP },
  primaryColor: 'tide', primaryShade: { light: 7, dark: 6 }, autoContrast: true, luminanceThreshold: 0.28, black: ROCK[9],
  fontFamily: LETTERS, fontFamilyMonospace: FIXED_LETTERS, fontSmoothing: true,
  defaultRadius: 'sm', radius: { xs: '2px', sm: '6px', md: '8px', lg: '12px', xl: '20px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  headings: { fontFamily: LETTERS, fontWeight: '600', sizes: { h1: { fontSize: '22px', lineHeight: '1.3' }, h2: { fontSize: '16px', lineHeight: '1.4' }, h3: { fontSize: '14px', lineHeight: '1.4' } } },
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle' } }),
    Alert: Alert.extend({ defaultProps: { variant: 'light' } }),
    Badge: Badge.extend({ defaultProps: { variant: 'default', radius: 'sm', fw: 500, tt: 'none' } }),
    Button: Button.extend({ defaultProps: { size: 'sm' } }),
    Drawer: Drawer.extend({ defaultProps: { position: 'right', size: 'md' } }),
    Modal: Modal.extend({ defaultProps: { centered: true } }),
    Paper: Paper.extend({ defaultProps: { withBorder: true, p: 'md' } }),
    Select: Select.extend({ defaultProps: { allowDeselect: false, checkIconPosition: 'right' } }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 6, horizontalSpacing: 'sm', fz: 'sm', highlightOnHover: true } }),
    TextInput: TextInput.extend({ defaultProps: { autoComplete: 'off' } }),
    Textarea: Textarea.extend({ defaultProps: { autosize: true, minRows: 2 } }),
    Tooltip: Tooltip.extend({ defaultProps: { withArrow: true, openDelay: 300, multiline: true, maw: 320 } }),
  },
})

/** What the library's own values make too pale. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': ROCK[6], '--mantine-color-placeholder': ROCK[6], '--mantine-color-error': CORAL[7], '--mantine-color-anchor': TIDE[7],
    '--mantine-color-body': '#ffffff', '--ground': ROCK[0], '--line': ROCK[2], '--well': ROCK[1],
  },
  dark: {
    '--mantine-color-dimmed': NIGHT[2], '--mantine-color-placeholder': NIGHT[2], '--mantine-color-error': CORAL[2], '--mantine-color-anchor': TIDE[2],
    '--mantine-color-body': NIGHT[7], '--ground': NIGHT[8], '--line': NIGHT[5], '--well': NIGHT[6],
  },
})
