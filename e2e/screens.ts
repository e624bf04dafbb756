/** Every screen of the console of a store that is filled, with its heading in English. */
export const SCREENS = [
  ['', 'Test: start'], ['/members', 'Members'], ['/members/ada', 'ada'], ['/members/ada?kind=order', 'ada'], ['/orders', 'Orders'], ['/orders/ada', 'Order ada'],
  ['/feed', 'Activity'], ['/feed?part=debts', 'Activity'], ['/feed?part=refused', 'Activity'], ['/feed?part=pending&waits=hand', 'Activity'], ['/imports', 'Import members'], ['/jobs', 'Jobs'],
  ['/approvals', 'Approvals'], ['/program', 'Program'], ['/program/versions/1', 'Version 1: Plain'], ['/rewards', 'Rewards'], ['/coupons', 'Coupons'],
  ['/coupons/batches', 'Batches of codes'], ['/companies', 'Companies'], ['/companies/acme', 'acme'], ['/catalogue', 'Catalogue'], ['/catalogue/products/MUG', 'MUG'],
  ['/rewards/vouchers/cinema', 'Codes: A film'], ['/settings/shop', 'Shop'], ['/settings/shop?part=look', 'Shop'], ['/settings/shop?part=texts', 'Shop'], ['/settings/shop?part=embed', 'Shop'],
  ['/settings/markets', 'Markets'], ['/settings/mail', 'Mail'], ['/settings/messages', 'Member mails'], ['/settings/messages/welcome', 'Welcome'], ['/settings/stores', 'Stores'],
  ['/settings/stores/new', 'New store'], ['/settings/staff', 'Staff'], ['/settings/roles', 'Roles'], ['/settings/keys', 'API keys'], ['/settings/audit', 'Audit log'],
  ['/settings/audit?about=ada&from=2026-01-01', 'Audit log'], ['/settings/account', 'My account'],
] as const
