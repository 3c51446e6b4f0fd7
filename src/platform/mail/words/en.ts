export const en = {
  copy: 'If the button does nothing, copy this address into your browser:',
  why: 'You receive this message because the address {address} was given to {site} or belongs to an account there.',
  password: 'Nobody from {site} will ever ask you for your password.',
} as const;
