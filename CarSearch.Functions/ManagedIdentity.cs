using Azure.Identity;

namespace CarSearch.Functions;

/// <summary>The app's own identity.</summary>
internal static class ManagedIdentity
{
    /// <summary>The user-assigned one of this client id; without one, the system-assigned.</summary>
    public static ManagedIdentityCredential Create(string? clientId) =>
        new(clientId is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId));
}
