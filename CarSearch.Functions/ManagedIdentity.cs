using Azure.Identity;

namespace CarSearch.Functions;

/// <summary>The app's own identity.</summary>
internal static class ManagedIdentity
{
    /// <summary>Creates the credential of the user-assigned identity with a client id, or else of the system-assigned one.</summary>
    public static ManagedIdentityCredential Create(string? clientId) =>
        new(clientId is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId));
}
