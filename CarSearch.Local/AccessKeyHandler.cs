using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using CarSearch.Api;
using CarSearch.Searches;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace CarSearch.Local;

/// <summary>Authenticates requests by the access key in <c>x-functions-key</c> or <c>?code=</c>.</summary>
internal sealed class AccessKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccessKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Name = "AccessKey";

    /// <summary>Adds authentication by access keys if keys are configured.</summary>
    public static void AddTo(IServiceCollection services, IConfiguration configuration)
    {
        if (configuration.GetSection($"{CarSearchOptions.Section}:{nameof(LocalOptions.Keys)}").GetChildren().Any())
        {
            services.AddSingleton<AccessKeys>();
            services.AddAuthorization();

            // Unlike AddAuthentication, this adds no data protection, which would create a key ring in the home directory at startup.
            services.AddAuthenticationCore(options => options.DefaultScheme = Name);
            services.AddWebEncoders();
            new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, AccessKeyHandler>(Name, null);
        }
    }

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        keys.FindHolder(AccessKey.Get(Request)) is { } holder
            ? AuthenticateResult.Success(new(new(new ClaimsIdentity([new(ClaimTypes.Name, holder)], Name)), Name))
            : AuthenticateResult.NoResult());

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        AccessKey.Challenge(Response);
        return Task.CompletedTask;
    }
}

/// <summary>The configured access keys.</summary>
internal sealed class AccessKeys(IOptions<LocalOptions> options)
{
    private readonly (string Holder, byte[] Hash)[] keys = [.. options.Value.Keys.Select(key => (key.Key, Hash(key.Value)))];

    /// <summary>Finds the name of the holder of a key. Returns null if the key is unknown.</summary>
    /// <remarks>Compares every key in constant time, so that the duration reveals nothing about the keys.</remarks>
    public string? FindHolder(string candidate)
    {
        var hash = Hash(candidate);
        string? found = null;
        foreach (var (holder, key) in keys)
        {
            found = CryptographicOperations.FixedTimeEquals(hash, key) ? holder : found;
        }

        return found;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
