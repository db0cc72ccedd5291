using Azure.Identity;

namespace CarSearch.Functions;

/// <summary>The identity of this app for Application Insights, from the setting that the Functions host reads too.</summary>
internal static class InsightsCredential
{
    /// <summary>The setting: <c>Authorization=AAD</c>, with <c>ClientId=…</c> where the identity is user-assigned.</summary>
    public const string Setting = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    /// <summary>Creates the credential of the app's managed identity. Returns null if the setting is empty.</summary>
    /// <exception cref="InvalidOperationException">The setting can't be used; the message names it.</exception>
    public static ManagedIdentityCredential? Create(string? setting)
    {
        if (string.IsNullOrWhiteSpace(setting))
        {
            return null;
        }

        string? authorization = null, client = null;
        foreach (var part in setting.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            switch (part.Split('=', 2, StringSplitOptions.TrimEntries))
            {
                case [var name, var value] when name.Equals("Authorization", StringComparison.OrdinalIgnoreCase):
                    authorization = value;
                    break;
                case [var name, { Length: > 0 } value] when name.Equals("ClientId", StringComparison.OrdinalIgnoreCase):
                    client = value;
                    break;
                default:
                    throw Unusable();
            }
        }

        return "AAD".Equals(authorization, StringComparison.OrdinalIgnoreCase)
            ? ManagedIdentity.Create(client)
            : throw Unusable();
    }

    private static InvalidOperationException Unusable() =>
        new($"{Setting} can't be used; expected Authorization=AAD for the app's own identity, "
            + "or ClientId=ID;Authorization=AAD for a user-assigned one.");
}
