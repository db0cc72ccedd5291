using System.Diagnostics.CodeAnalysis;
using CarSearch.Searches;

namespace CarSearch.Api;

/// <summary>
/// Parses the tokens of requests. Unlike in stored data, capitals make no difference, nor do dashes in the places in which a GUID has them.
/// </summary>
internal static class TokenParser
{
    /// <summary>The length of a GUID: the digits in groups of 8, 4, 4, 4 and 12.</summary>
    private const int GuidLength = 36;

    /// <summary>Parses a token. Returns false if it is malformed.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out SearchToken token)
    {
        if (text is { Length: GuidLength } && text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-')
        {
            text = text.Replace("-", "", StringComparison.Ordinal);
        }

        return SearchToken.TryParse(text is { Length: SearchToken.Length } ? text.ToLowerInvariant() : null, out token);
    }
}
