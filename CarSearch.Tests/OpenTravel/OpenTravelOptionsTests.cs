using CarSearch.OpenTravel;
using CarSearch.Suppliers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CarSearch.Tests.OpenTravel;

/// <summary>The settings of a supplier that speaks OpenTravel, as a configuration gives them.</summary>
public sealed class OpenTravelOptionsTests
{
    private const string Secret = "hunter2-hunter2";

    [Fact]
    public void Name_rating_and_endpoint_are_enough()
    {
        var options = Bound();
        Assert.Equal(("Northway", 8.7, "https://ota.northway.example/avail"), (options.Name, options.Rating, options.Endpoint?.AbsoluteUri));
        Assert.Equal(
            (Envelope.None, "1.0", Target.Production, Cities.Airports, "IATA", "5", "MessagePassword", TimeSpan.FromSeconds(20), 50, false),
            (options.Envelope, options.Version, options.Target, options.Cities, options.CodeContext, options.RequestorType, options.SecretIn, options.Timeout,
                options.MaxConcurrency, options.RateTotalIsGross));
    }

    [Fact]
    public void Every_setting_can_be_set()
    {
        var options = Bound(
            ("RequestorId", "CS-1"), ("RequestorType", "4"), ("RequestorContext", "BROKER"), ("Secret", Secret), ("SecretIn", "Basic"), ("UserName", "us"),
            ("Envelope", "soap12"), ("SoapAction", "urn:avail"), ("Version", "2007"), ("Target", "Test"), ("Cities", "City"), ("CodeContext", "CITY"),
            ("RateTotalIsGross", "true"), ("Timeout", "00:00:05"), ("MaxConcurrency", "7"));
        Assert.Equal(
            ("CS-1", "4", "BROKER", Secret, "Basic", "us", Envelope.Soap12, "urn:avail"),
            (options.RequestorId, options.RequestorType, options.RequestorContext, options.Secret, options.SecretIn, options.UserName, options.Envelope, options.SoapAction));
        Assert.Equal(
            ("2007", Target.Test, Cities.City, "CITY", true, TimeSpan.FromSeconds(5), 7),
            (options.Version, options.Target, options.Cities, options.CodeContext, options.RateTotalIsGross, options.Timeout, options.MaxConcurrency));
    }

    [Theory]
    [InlineData("Name", null, "Name is missing; it takes the name that travellers know the supplier by.")]
    [InlineData("Rating", null, "Rating is missing; it takes a number from 0 to 10.")]
    [InlineData("Rating", "10.5", "Rating is 10.5; it takes a number from 0 to 10.")]
    [InlineData("Rating", "NaN", "Rating is NaN; it takes a number from 0 to 10.")]
    [InlineData("Endpoint", null, "Endpoint is missing; it takes the supplier's https address.")]
    [InlineData("Endpoint", "/avail", "Endpoint can't be used; it takes an absolute https address without user and fragment.")]
    [InlineData("Endpoint", "ftp://ota.example/", "Endpoint can't be used; it takes an absolute https address without user and fragment.")]
    [InlineData("Endpoint", "https://us:hunter2-hunter2@ota.example/", "Endpoint can't be used; it takes an absolute https address without user and fragment.")]
    [InlineData("Endpoint", "https://ota.example:99999/?key=hunter2-hunter2", "Endpoint can't be used; it takes an absolute https address without user and fragment.")]
    [InlineData("Endpoint", "https://us:hunter2-hunter2@[ota/", "Endpoint can't be used; it takes an absolute https address without user and fragment.")]
    [InlineData("Endpoint", "https://ota.example/#here", "Endpoint can't be used; it takes an absolute https address without user and fragment.")]
    [InlineData("Endpoint", "http://ota.example/", "Endpoint is http, over which the secret would travel in the clear; it takes https (http only on this machine).")]
    [InlineData("RequestorId", "", "RequestorId can't be used; it takes 1 to 64 characters, none of them a control character.")]
    [InlineData("RequestorId", "a\u0001", "RequestorId can't be used; it takes 1 to 64 characters, none of them a control character.")]
    [InlineData("RequestorContext", "\uD83D", "RequestorContext can't be used; it takes 1 to 64 characters, none of them a control character.")]
    [InlineData("CodeContext", "", "CodeContext can't be used; it takes 1 to 64 characters, none of them a control character.")]
    [InlineData("Envelope", "7", "Envelope is 7; it takes None or Soap11 or Soap12.")]
    [InlineData("Target", "-1", "Target is -1; it takes Production or Test.")]
    [InlineData("Cities", "2", "Cities is 2; it takes Airports or City.")]
    [InlineData("RequestorType", "agency", "RequestorType is \"agency\"; it takes a number of OpenTravel's list UIT, such as 5 for a travel agency.")]
    [InlineData("Version", "2007A", "Version is \"2007A\"; it takes a decimal number, such as 1.0.")]
    [InlineData("SecretIn", "a header", "SecretIn is \"a header\"; it takes MessagePassword, Basic, Bearer or the name of an HTTP header.")]
    [InlineData("Secret", "", "Secret can't be used; it takes 1 to 4096 characters, none of them a control character.")]
    [InlineData("Secret", "@Microsoft.KeyVault(VaultName=v;SecretName=s)",
        "Secret is a Key Vault reference that has not been resolved; the app's identity needs to read that secret, and the secret to exist.")]
    [InlineData("SoapAction", "urn:avail", "SoapAction is set, but Envelope is None; it goes with Soap11 or Soap12.")]
    [InlineData("Timeout", "00:00:00.5", "Timeout is 00:00:00.5000000; it takes a time span from 00:00:01 to 00:05:00.")]
    [InlineData("Timeout", "00:06:00", "Timeout is 00:06:00; it takes a time span from 00:00:01 to 00:05:00.")]
    [InlineData("MaxConcurrency", "0", "MaxConcurrency is 0; it takes a number from 1 to 10000.")]
    public void A_setting_that_can_not_work_is_refused(string setting, string? value, string sentence)
    {
        var problems = Refusal(("RequestorId", "CS-1"), ("Secret", Secret), (setting, value));
        Assert.Equal($"CarSearch:Suppliers:0:{sentence}", problems);
    }

    [Theory]
    [InlineData("Bearer", null, null, "SecretIn is Bearer, but Secret is missing.")]
    [InlineData("Basic", "s", null, "UserName can't be used; for Basic it takes a name without a colon (RFC 7617).")]
    [InlineData("Basic", "s", "a:b", "UserName can't be used; for Basic it takes a name without a colon (RFC 7617).")]
    [InlineData("MessagePassword", "s", null, "RequestorId is missing; the secret is sent as its MessagePassword, unless SecretIn says otherwise.")]
    [InlineData("x-api-key", "größe", null, "Secret can't be sent in an HTTP header; there it takes visible ASCII.")]
    [InlineData("Bearer", "two words", null, "Secret can't be sent in an HTTP header; there it takes visible ASCII.")]
    public void A_secret_that_can_not_be_sent_is_refused(string secretIn, string? secret, string? userName, string sentence) =>
        Assert.Equal($"CarSearch:Suppliers:0:{sentence}", Refusal(("SecretIn", secretIn), ("Secret", secret), ("UserName", userName)));

    [Theory]
    [InlineData("Content-Type")]
    [InlineData("content-length")]
    [InlineData("Host")]
    [InlineData("SOAPAction")]
    [InlineData("Transfer-Encoding")]
    [InlineData("Accept")]
    public void A_header_that_is_not_the_secrets_to_fill_is_refused(string header) =>
        Assert.Equal(
            $"CarSearch:Suppliers:0:SecretIn is {header}, a header that tells something else of the request; it takes one of the supplier's own, or Authorization.",
            Refusal(("SecretIn", header), ("Secret", Secret)));

    [Theory]
    [InlineData("bearer", "Bearer")]
    [InlineData("BASIC", "Basic")]
    [InlineData("messagePassword", "MessagePassword")]
    [InlineData("authorization", "authorization")]
    [InlineData("x-api-key", "x-api-key")]
    public void Where_the_secret_goes_is_told_in_any_case(string told, string place) =>
        Assert.Equal(place, Bound(("SecretIn", told), ("Secret", Secret), ("RequestorId", "CS-1")).SecretIn);

    [Theory]
    [InlineData("urn:a b")]
    [InlineData("urn:\"a\"")]
    [InlineData("urn:ä")]
    public void An_action_that_no_header_takes_is_refused(string action) =>
        Assert.EndsWith("SoapAction can't be used; it takes an address in visible ASCII, without quotes.", Refusal(("Envelope", "Soap11"), ("SoapAction", action)), StringComparison.Ordinal);

    [Theory]
    [InlineData("http://localhost:7072/ota")]
    [InlineData("http://127.0.0.1:7072/ota")]
    [InlineData("http://[::1]:7072/ota")]
    public void This_machine_may_be_asked_without_encryption(string endpoint) =>
        Assert.Equal(endpoint, Bound(("Endpoint", endpoint), ("RequestorId", "CS-1"), ("Secret", Secret)).Endpoint?.AbsoluteUri);

    [Fact]
    public void Without_a_secret_http_will_do() => Assert.Equal("http", Bound(("Endpoint", "http://ota.example/")).Endpoint?.Scheme);

    [Theory]
    [InlineData("Rating", "good", "CarSearch:Suppliers:0:Rating")]
    [InlineData("Envelope", "Soap13", "CarSearch:Suppliers:0:Envelope")]
    [InlineData("Timeout", "soon", "CarSearch:Suppliers:0:Timeout")]
    public void A_value_that_can_not_be_read_is_refused_by_its_setting(string setting, string value, string named) =>
        Assert.Contains(named, Refusal((setting, value)), StringComparison.Ordinal);

    [Fact]
    public void A_setting_that_does_not_exist_is_refused_by_name()
    {
        Assert.StartsWith(
            "CarSearch:Suppliers:0:Adress is not a setting. Allowed: Cities, CodeContext, Endpoint, Envelope,", Refusal(("Adress", "https://ota.example")), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_wrong_is_told_at_once_and_the_secret_never()
    {
        var refusal = Refusal(("Name", null), ("Rating", "11"), ("Secret", Secret), ("SecretIn", "?"), ("Endpoint", "http://ota.example"));
        Assert.All(["Name is missing", "Rating is 11", "Endpoint is http", "SecretIn is"], part => Assert.Contains(part, refusal, StringComparison.Ordinal));
        Assert.DoesNotContain(Secret, refusal, StringComparison.Ordinal);
    }

    private static OpenTravelOptions Bound(params (string Name, string? Value)[] settings)
    {
        var section = Section(settings);
        var bound = SupplierSettings.FromList(section, section.GetSection("Suppliers:0"), []).Bind<OpenTravelOptions>(options => options.Problems());
        Create(section);
        return Assert.IsType<OpenTravelOptions>(bound);
    }

    private static string Refusal(params (string Name, string? Value)[] settings) =>
        Assert.Throws<InvalidOperationException>(() => Create(Section(settings))).Message;

    private static void Create(IConfigurationSection section)
    {
        using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddOpenTravelSuppliers().BuildServiceProvider();
        Assert.Single(new SupplierRegistry(section, services.GetServices<ISupplierFactory>()).Create(hasOthers: false));
    }

    private static IConfigurationSection Section((string Name, string? Value)[] settings)
    {
        var all = new Dictionary<string, string?> { ["Kind"] = "OpenTravel", ["Name"] = "Northway", ["Rating"] = "8.7", ["Endpoint"] = "https://ota.northway.example/avail" };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(all.Where(setting => setting.Value is not null).Select(setting => KeyValuePair.Create($"CarSearch:Suppliers:0:{setting.Key}", setting.Value)))
            .Build();
        return configuration.GetSection("CarSearch");
    }
}
