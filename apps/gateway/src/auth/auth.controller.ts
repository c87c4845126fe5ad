import { Body, Controller, Get, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { type AgentView, agentSchema, type SignedIn, signedInSchema, signInBodySchema } from '#libs/contracts';
import { CurrentAgent } from '../access/current-agent.decorator.ts';
import type { AgentPrincipal } from '../access/principal.ts';
import { AddressLimitGuard, PerAddress } from '../http/address-limit.ts';
import { Route } from '../openapi/route.decorator.ts';
import { SignInService } from './sign-in.service.ts';

@ApiTags('Signing in')
@Controller('api/v1/auth')
export class AuthController {
  constructor(private readonly signIns: SignInService) {}

  @Post('sign-in')
  @HttpCode(200)
  @UseGuards(AddressLimitGuard)
  @PerAddress('signIns')
  @Route({
    summary: 'Sign in as an agent',
    answer: [200, signedInSchema],
    errors: ['invalid_body', 'wrong_credentials', 'rate_limited'],
  })
  signIn(@Body({ schema: signInBodySchema }) body: z.output<typeof signInBodySchema>): Promise<SignedIn> {
    return this.signIns.signIn(body);
  }

  @Get('me')
  @Route({ summary: 'Who am I', answer: [200, agentSchema], errors: [] })
  me(@CurrentAgent() agent: AgentPrincipal): Promise<AgentView> {
    return this.signIns.me(agent);
  }
}
