export const en = {
  title: 'Your data at {site}',
  intro:
    'This is the copy of your personal data that you asked {site} for. Everything here opens without the internet.',
  reference: 'Request',
  madeAt: 'Made on',
  records: 'Records',
  private:
    'These files are about you. Keep them where others cannot open them, and delete them when you no longer need them.',

  'how.title': 'How to read this',
  'how.pages':
    'Below are the systems that were asked, and what each of them holds about you. Each line opens pages made for reading; they leave out empty fields.',
  'how.files':
    'For other programs the same records lie in the data folder, as JSON and as CSV, with all fields. In the CSV files a cell that a spreadsheet could run as a formula starts with an apostrophe.',
  'how.about': 'Why the data are used, how long they are kept, who receives them and what your rights are:',
  'how.check':
    'The file manifest.json lists every other file with its length and SHA-256 checksum, and manifest.sig is our Ed25519 signature over it. They show whether anything was changed later.',

  system: 'System',
  'system.empty': 'This system was asked and holds nothing about you.',
  'column.collection': 'Kind of record',
  'column.category': 'Category',
  'column.records': 'Records',
  'column.files': 'Files',
  'categories.title': 'By category',
  'withheld.title': 'What is not handed out, and why',
  'fields.title': 'Names of the fields in the files',

  'page.of': 'Page {page} of {pages}',
  'page.previous': 'Previous page',
  'page.next': 'Next page',
  'page.contents': 'Contents',
  'page.record': 'Record',
  'page.toolong': 'This record is too long for a page. It is complete in the file {file}.',

  'category.identity': 'Identity',
  'category.contact': 'Contact',
  'category.content': 'Content',
  'category.technical': 'Technical',
  'category.media': 'Media',
  'category.behaviour': 'Behaviour',
  'category.credentials': 'Credentials',
  'category.editorial': 'Editorial',
} as const;
