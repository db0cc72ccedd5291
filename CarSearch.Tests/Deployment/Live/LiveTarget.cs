namespace CarSearch.Tests.Deployment.Live;

/// <summary>A host that is already running.</summary>
/// <param name="Address">Its address, without a path.</param>
/// <param name="Key">Its access key; null where it has none.</param>
internal sealed record LiveTarget(Uri Address, string? Key)
{
    /// <summary>The environment variable with the address.</summary>
    public const string AddressVariable = "CARSEARCH_URL";

    /// <summary>The environment variable with the key.</summary>
    public const string KeyVariable = "CARSEARCH_KEY";

    /// <summary>The host that the environment names; null when it names none.</summary>
    /// <exception cref="InvalidOperationException">A variable can't be used.</exception>
    public static LiveTarget? FromEnvironment() =>
        Parse(Environment.GetEnvironmentVariable(AddressVariable), Environment.GetEnvironmentVariable(KeyVariable));

    /// <summary>Reads the two variables; an empty one counts as not set. No message has a value: an address can hold a key too.</summary>
    /// <exception cref="InvalidOperationException">A variable can't be used.</exception>
    public static LiveTarget? Parse(string? address, string? key)
    {
        key = string.IsNullOrEmpty(key) ? null : key;
        if (string.IsNullOrEmpty(address))
        {
            return key is null
                ? null
                : throw new InvalidOperationException($"{KeyVariable} is set without {AddressVariable}, the address of the host.");
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
            || uri.UserInfo.Length > 0
            || uri.PathAndQuery != "/"
            || uri.Fragment.Length > 0)
        {
            throw new InvalidOperationException(
                $"{AddressVariable} can't be used; expected the address of a host without a path, such as https://cars.example.com.");
        }

        return key is not null && key.AsSpan().ContainsAnyExceptInRange('\x21', '\x7E')
            ? throw new InvalidOperationException($"{KeyVariable} can't be used; an access key has visible ASCII characters only.")
            : new(uri, key);
    }
}
