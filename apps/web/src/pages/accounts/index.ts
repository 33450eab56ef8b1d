import { AccountController } from './account.controller';
import { ApiKeysController } from './api-keys.controller';
import { KeptFormsController } from './kept-forms.controller';
import { PeopleController } from './people.controller';
import { SignInController } from './sign-in.controller';

export { LocalSignIn } from './local.strategy';
export { Places } from './places';
export { SignInTries } from './sign-in-tries';
export const accountsControllers = [
  SignInController,
  AccountController,
  ApiKeysController,
  KeptFormsController,
  PeopleController,
];
