import type { MailWords } from './letter-words.js';

const HOLDS = 'The link holds for {hours} and works once.';

/** Letters in English. */
export const en: MailWords = {
  greeting: 'Hello, {name}!',
  namelessGreeting: 'Hello!',
  bareLink: 'If the button does not work, copy this link into your browser:',
  footer: 'This letter was sent automatically, there is no need to answer it. EvoSync: {baseUrl}',
  hours: { one: '{count} hour', other: '{count} hours' },
  connections: { evotor: 'Evotor', vk: 'VK' },
  inviteFromNobody: 'You are invited to EvoSync.',
  letters: {
    'confirm-email': {
      subject: 'Confirm your e-mail for EvoSync',
      lines: ['You have registered with EvoSync. One thing is left: confirm that this address is yours.'],
      buttons: ['Confirm e-mail'],
      holds: HOLDS,
      unasked: 'If you have not registered, just delete this letter: nothing happens without your confirmation.',
    },
    'confirm-new-email': {
      subject: 'Confirm your new e-mail for EvoSync',
      lines: ['You gave this address in your EvoSync profile. Until you confirm it, the old one counts.'],
      buttons: ['Confirm new e-mail'],
      holds: HOLDS,
      unasked: 'If you did not ask for this, just delete this letter: your e-mail stays as it is.',
    },
    'address-known': {
      subject: 'You already have an EvoSync account',
      lines: [
        'Somebody gave this address to register with EvoSync, but it has an account already.',
        'If it was you, sign in to it. Forgot the password? Set a new one.',
      ],
      buttons: ['Sign in', 'Set a new password'],
      unasked: 'If it was not you, there is nothing to do: nothing has changed in your account.',
    },
    'reset-password': {
      subject: 'A new password for EvoSync',
      lines: ['You asked to set a new password. Press the button and think one up.'],
      buttons: ['Set a new password'],
      holds: HOLDS,
      unasked: 'If you did not ask for this, just delete this letter: your password stays as it is.',
    },
    invite: {
      subject: 'You are invited to EvoSync',
      lines: [
        '{invitedBy} invites you to EvoSync.',
        'EvoSync takes goods from an Evotor cash register to a shop in VK and keeps prices and stock the same.',
        'To begin, think up a password.',
      ],
      buttons: ['Accept the invitation'],
      holds: HOLDS,
      unasked: 'If you did not expect an invitation, just delete this letter.',
    },
    'password-changed': {
      subject: 'Your EvoSync password has changed',
      lines: [
        'The password of your account has changed. Other devices have to sign in again.',
        'If it was you, all is well. If not, set a new password at once.',
      ],
      buttons: ['Set a new password'],
    },
    'email-changed': {
      subject: 'Your EvoSync e-mail has changed',
      lines: [
        'The e-mail of your account is now {newEmail}. Letters go there, and you sign in with it.',
        'If it was you, all is well. If not, please tell the support of EvoSync as soon as you can.',
      ],
      buttons: ['Open EvoSync'],
    },
    'evotor-app-paused': {
      subject: 'Syncing of your shop is paused',
      lines: [
        '{reason}',
        'The goods in the VK shop stay as they are: EvoSync hides and deletes nothing. New prices and stock do not arrive for now.',
        'Your settings and choice of goods are kept.',
      ],
      buttons: ['Open EvoSync'],
    },
    'hook-given-up': {
      subject: 'Notifications to “{hook}” are switched off',
      lines: [
        'For several days EvoSync could not notify the program “{hook}” (at {host}), and has switched its notifications off.',
        'When the program works again, switch them on in your profile. Your shop is updated as usual.',
      ],
      buttons: ['Open the profile'],
    },
    'connection-needs-attention': {
      subject: 'The connection to {connection} does not work',
      lines: [
        'EvoSync cannot update your shop: the connection to {connection} does not work.',
        '{reason}',
        'The goods in the shop are as they were, but prices and stock stand still until the connection is mended.',
      ],
      buttons: ['Open connections'],
    },
  },
};
