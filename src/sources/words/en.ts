export const en = {
  'finding.noTable': '{collection}: there is no table {table}.',
  'finding.absent': '{collection}: there is no table {table}, which need not be there.',
  'finding.noColumn': '{collection}: there is no column {column}.',
  'finding.noReadableColumn': '{collection}: there is no readable column {column}.',
  'finding.unreadable': '{collection}: the database does not allow reading {column}.',
  'finding.keyNotUnique': '{collection}: the key ({key}) of {table} is not unique.',
  'finding.notUnique': '{collection}: {column} is not unique.',
  'finding.noDate': '{collection}: {column} is no date.',
  'finding.view': '{collection}: {table} is a view, in which nothing is erased.',
  'finding.notEmpty': '{collection}: {column} may not be empty, so it needs an erase rule of its own.',
  'finding.noBytes': '{collection}: {column} holds no bytes, so it cannot hold such a pseudonym.',
  'finding.noText': '{collection}: {column} is no text, so it cannot hold a pseudonym of text.',
  'finding.noStructure': '{collection}: {column} is no text, so no members can be emptied in it.',
  'finding.noAddress':
    '{collection}: {column} holds neither text nor addresses, so no IP address can be shortened in it.',
  'finding.tooShort':
    '{collection}: {column} is too short for a pseudonym, which has {length, plural, other {# characters}}.',
  'finding.noUndo':
    '{collection}: the engine of {table} cannot undo changes; nothing is erased in tables other than those of InnoDB.',
  'finding.versioned': '{collection}: {table} keeps old versions of its rows, in which nothing is erased.',
  'finding.generated': '{collection}: {column} is made from other columns, so its erase must be keep.',
  'finding.noFit': '{collection}: {column} cannot hold the constant that erasing puts there.',
  'finding.onlyOnce':
    '{collection}: {column} is unique, so it needs a pseudonym instead of a constant or a shortened address.',
  'finding.fewBytes':
    '{collection}: {column} is too short for a pseudonym of bytes, which has {bytes, plural, other {# bytes}}.',
  'finding.triggers':
    '{collection}: triggers of {table} run as rows are erased ({triggers}); see that they copy nothing.',
  'finding.notWritable': '{collection}: the user that erases may not do so in {table} ({code}).',
  'finding.cascade':
    '{collection}: deleting from {table} deletes from {other}, which unlessReferredBy must name.',
  'finding.noIndex': '{collection}: no index finds {column}; the whole table is read.',
  'finding.noFoldedIndex':
    '{collection}: no index finds {column} by its folded value (see docs/data-maps.md); the whole table is read.',
  'finding.misfit': 'The data map of the system "{source}" does not fit its database.',
  'finding.unerasable': 'The data map of the system "{source}" cannot be erased by.',
  'finding.noEnd': 'The data map does not come to an end within {steps, plural, other {# steps}}.',
  'finding.tooMany':
    'The data map finds more than {most, plural, other {#}} values of "{identifier}" in {collection} for one person.',
  'finding.tooLarge':
    'A row of the system "{source}" is longer than its database hands out; its max_allowed_packet must be raised.',
  'finding.noSite':
    'The address of the site is not found in the system "{source}": {column} must hold it once.',
  'finding.otherDatabase':
    'The system "{source}" is not the database or the site that erasing was allowed in ({pinned}), but {found}. Nothing is erased there until an operator accepts it (npx athar source pin {source})',
  'finding.cannotEnd':
    'The system "{source}" does not let a connection be ended on which an erasure was cut short. Its writing user needs {grant}.',
  'finding.pooled':
    'The system "{source}" is reached by way of a connection pooler. Erasing needs the address of the server itself.',
  'finding.noWriter':
    'An erasure was cut short in the system "{source}", which may only be read now. Let it be erased in again, so that what became of it can be found out.',
  'finding.closed': 'The connection to the system "{source}" is closed.',
  'finding.silent': 'The system "{source}" does not answer.',
  'finding.unavailable':
    'The system "{source}" cannot be {doing, select, read {read} other {erased in}}. {fault, select, nobody {Nothing answers at its address.} unknownHost {Its host name is not known.} late {It did not answer in time.} user {It refuses the user or the way of signing in.} password {It refuses the user name or the password.} database {It has no database of that name.} empty {A column that the data map empties may not be empty.} referred {Rows that the data map does not speak of refer to one that is to go.} deadlock {Something else was changing the same rows.} forbidden {It does not allow this in a table that the data map names.} full {It has no connection left.} stopped {It took too long, and was stopped.} ended {It ended the connection.} starting {It is starting or stopping.} other {{doing, select, read {Reading it failed.} other {Erasing in it failed.}}}}{code, select, none {} other { ({code})}}',
  'finding.noUploads': 'The folder with the files of the system "{source}" is not there or must not be read.',
  'finding.fileStays':
    'A file of the system "{source}" can neither be deleted nor written: the portal needs to be allowed to in the folder of options.uploadsDir.',
  'finding.imageStays':
    'An image of {width} × {height} pixels in the system "{source}" says who made it and is too large to be written again. Take EXIF, XMP and IPTC out of it by hand, then retry.',
  'finding.fileSpeaks':
    'An image of the system "{source}" says where or by whom it was made, in a format that cannot be written here (HEIC): it needs to be converted, or rid of that, by hand.',
  'finding.tooLong': 'A record of the system "{source}" is too long to be looked through for names of files.',
  'finding.storeAway':
    'The portal’s object store does not answer: files that its records name can be neither read nor deleted.',
  'finding.noUploadsDir':
    'Records of the system "{source}" name files, and options.uploadsDir does not say where these lie: copies are made without them, and no erasure that meets such a record ends.',
} as const;
