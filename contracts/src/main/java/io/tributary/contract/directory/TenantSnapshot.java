package io.tributary.contract.directory;

import io.tributary.contract.id.TenantId;

/** A customer of the installation. */
public record TenantSnapshot(TenantId tenantId, String name) implements IdentityDirectoryEntry {}
