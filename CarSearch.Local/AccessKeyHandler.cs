using System.Security.Claims;
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
