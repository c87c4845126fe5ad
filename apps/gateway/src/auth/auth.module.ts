import { Global, Module } from '@nestjs/common';
import { AuthController } from './auth.controller.ts';
import { Authenticator } from './authenticator.ts';
import { SignInService } from './sign-in.service.ts';
import { Tokens } from './tokens.ts';

@Global()
@Module({
  controllers: [AuthController],
  providers: [Tokens, Authenticator, SignInService],
  exports: [Tokens, Authenticator],
})
export class AuthModule {}
