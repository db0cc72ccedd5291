using CarSearch.Tests.Support;

namespace CarSearch.Tests.Local;

/// <summary>Tests of a host with the supplier Alpha, and with a second connection to its database.</summary>
public abstract class DatabaseTests : IDisposable
{
    private DatabaseProbe? probe;

    private protected DatabaseTests(params (string Name, string Value)[] settings)
    {
        App = new CarSearchApplication(Supplier).WithSetting("Logging:LogLevel:CarSearch", "Debug");
        Array.ForEach(settings, setting => App.With(setting.Name, setting.Value));
        Client = App.Client();
    }

    private protected ScriptedSupplier Supplier { get; } = new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("A1"));

    private protected CarSearchApplication App { get; }

    private protected HttpClient Client { get; }

    private protected DatabaseProbe Probe => probe ??= new(App.Folder);

    public void Dispose()
    {
        probe?.Dispose();
        Client.Dispose();
        App.Dispose();
        GC.SuppressFinalize(this);
    }
}
