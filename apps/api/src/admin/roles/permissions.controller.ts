import { Controller, Get, Query } from '@nestjs/common';
import { ApiBadRequestResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiPage, PageQuery, type Page } from '../../common/pagination.js';
import { ProblemDto } from '../../common/problem.js';
import { RequirePermission } from '../../rbac/require-permission.js';
import { Acting, type ActingAdmin } from '../acting-admin.js';
import { PermissionDto } from './dto/permission.dto.js';
import { RoleList } from './role-list.js';

@ApiTags('admin')
@Controller('admin/permissions')
export class PermissionsController {
  constructor(private readonly roles: RoleList) {}

  @Get()
  @RequirePermission('roles.read')
  @ApiOperation({ summary: 'Every permission a role may have, with its words' })
  @ApiPage(PermissionDto)
  @ApiBadRequestResponse({ type: ProblemDto })
  list(@Query() query: PageQuery, @Acting() by: ActingAdmin): Page<PermissionDto> {
    return this.roles.listPermissions(query, by);
  }
}
